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
SELECT 'foreign partition', 'pg_class', c.oid, 0, n.nspname, c.relname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'f' AND c.relispartition
UNION ALL
SELECT 'text search parser', 'pg_ts_parser', p.oid, 0, n.nspname, p.prsname
  FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE p.oid >= 16384
UNION ALL
SELECT 'text search template', 'pg_ts_template', t.oid, 0, n.nspname, t.tmplname
  FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE t.oid >= 16384
UNION ALL
SELECT 'conversion', 'pg_conversion', c.oid, 0, n.nspname, c.conname
  FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.oid >= 16384
UNION ALL
SELECT 'transform', 'pg_transform', t.oid, 0, format_type(t.trftype, NULL), l.lanname
  FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE t.oid >= 16384
UNION ALL
SELECT 'access method', 'pg_am', m.oid, 0, m.amname, NULL FROM pg_am m WHERE m.oid >= 16384
UNION ALL
SELECT 'security label', s.classoid::regclass::text, s.objoid, s.objsubid, s.provider,
       pg_describe_object(s.classoid, s.objoid, s.objsubid)
  FROM pg_seclabel s
