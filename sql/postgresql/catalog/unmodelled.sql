-- Objects of kinds that are no facts yet, by kind and name. What belongs to an extension is left
-- out like everywhere.
SELECT CASE t.typtype WHEN 'r' THEN 'range with a canonical function' ELSE 'base type' END AS kind,
       'pg_type' AS class, t.oid, 0 AS sub, n.nspname AS name1, t.typname AS name2
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_range r ON r.rngtypid = t.oid
 WHERE t.oid >= 16384 AND n.nspname !~ '^pg_'
   AND (t.typtype = 'r' AND r.rngcanonical <> 0 OR t.typtype = 'p'
        OR t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
UNION ALL
SELECT 'default privileges', 'pg_default_acl', d.oid, 0, pg_get_userbyid(d.defaclrole), d.defaclobjtype::text
  FROM pg_default_acl d
UNION ALL
SELECT 'publication', 'pg_publication', p.oid, 0, p.pubname, NULL FROM pg_publication p
UNION ALL
SELECT 'statistics', 'pg_statistic_ext', s.oid, 0, n.nspname, s.stxname
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
UNION ALL
SELECT 'foreign table', 'pg_class', c.oid, 0, n.nspname, c.relname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'f'
UNION ALL
SELECT 'foreign server', 'pg_foreign_server', s.oid, 0, s.srvname, NULL FROM pg_foreign_server s
UNION ALL
SELECT 'foreign data wrapper', 'pg_foreign_data_wrapper', f.oid, 0, f.fdwname, NULL
  FROM pg_foreign_data_wrapper f
UNION ALL
SELECT 'collation', 'pg_collation', c.oid, 0, n.nspname, c.collname
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE c.oid >= 16384
UNION ALL
SELECT 'extension', 'pg_extension', e.oid, 0, e.extname, NULL
  FROM pg_extension e WHERE e.oid >= 16384
UNION ALL
SELECT 'operator', 'pg_operator', o.oid, 0, n.nspname, o.oprname
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid >= 16384
UNION ALL
SELECT 'operator class', 'pg_opclass', o.oid, 0, n.nspname, o.opcname
  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid >= 16384
UNION ALL
SELECT 'cast', 'pg_cast', c.oid, 0, format_type(c.castsource, NULL), format_type(c.casttarget, NULL)
  FROM pg_cast c WHERE c.oid >= 16384
UNION ALL
SELECT 'text search configuration', 'pg_ts_config', c.oid, 0, n.nspname, c.cfgname
  FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE c.oid >= 16384
UNION ALL
SELECT 'text search dictionary', 'pg_ts_dict', d.oid, 0, n.nspname, d.dictname
  FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace WHERE d.oid >= 16384
