-- Columns of tables. What an inherited one has from its parents is no attribute of its own: type,
-- collation, expression; NOT NULL and storage where they are the same.
SELECT 'column' AS kind, 'pg_class' AS class, a.attrelid AS oid, a.attnum AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       CASE WHEN a.attinhcount > 0 THEN 'yes' END AS inherited,
       CASE WHEN a.attinhcount > 0 AND a.attislocal THEN 'yes' END AS _local,
       CASE WHEN a.attinhcount = 0 THEN format_type(a.atttypid, a.atttypmod) END AS type,
       CASE WHEN a.attinhcount > 0 THEN format_type(a.atttypid, a.atttypmod) END AS _type,
       CASE WHEN a.attnotnull AND h.not_null IS DISTINCT FROM true THEN 'yes' END AS not_null, -- <18
       CASE WHEN a.attnotnull AND h.not_null THEN 'yes' END AS _not_null, -- <18
       CASE WHEN r.coninhcount = 0 THEN 'yes' END AS not_null, -- 18+
       CASE WHEN r.coninhcount > 0 THEN 'yes' END AS _not_null, -- 18+
       -- What the server itself chose is no name: it keeps those of former tables and columns.
       CASE WHEN r.coninhcount = 0 AND r.conname !~ '_not_null[0-9]*$' -- 18+
            THEN r.conname END AS not_null_name, -- 18+
       CASE WHEN r.coninhcount = 0 AND r.connoinherit THEN 'yes' END AS not_null_no_inherit, -- 18+
       CASE WHEN r.coninhcount = 0 AND NOT r.convalidated THEN 'yes' END AS not_null_not_valid, -- 18+
       CASE WHEN r.coninhcount = 0 THEN rd.description END AS not_null_comment, -- 18+
       r.conname AS _not_null_constraint, -- 18+
       CASE WHEN a.attinhcount = 0 AND a.attcollation NOT IN (0, t.typcollation)
            THEN a.attcollation::regcollation::text END AS "collation",
       CASE WHEN a.attinhcount > 0 AND a.attcollation NOT IN (0, t.typcollation)
            THEN a.attcollation::regcollation::text END AS _collation,
       CASE WHEN a.attinhcount = 0 THEN CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END END
         AS identity,
       CASE WHEN s.seqincrement <> 1 THEN s.seqincrement END AS increment,
       CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE b.low END
            THEN s.seqmin END AS minimum,
       CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN b.high ELSE -1 END
            THEN s.seqmax END AS maximum,
       CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END
            THEN s.seqstart END AS start,
       CASE WHEN s.seqcache <> 1 THEN s.seqcache END AS cache,
       CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
       CASE WHEN q.relname <> c.relname || '_' || a.attname || '_seq'
             AND length(c.relname || a.attname) < 58 THEN q.relname END AS sequence_name,
       s.seqmin AS _low, s.seqmax AS _high, s.seqstart AS _first, s.seqrelid::regclass AS _sequence,
       q.relname AS _sequence_name,
       CASE WHEN a.attgenerated <> '' AND a.attinhcount = 0
            THEN pg_get_expr(e.adbin, e.adrelid) END AS generated,
       CASE WHEN a.attgenerated <> '' AND a.attinhcount > 0
            THEN pg_get_expr(e.adbin, e.adrelid) END AS _generated,
       CASE WHEN a.attgenerated = '' AND a.attinhcount > 0
            THEN pg_get_expr(e.adbin, e.adrelid) END AS _default,
       CASE WHEN a.attgenerated = 'v' THEN 'yes' END AS virtual,
       CASE WHEN a.attgenerated <> '' THEN 'yes' END AS _set_expression, -- 17+
       CASE WHEN a.attstorage <> COALESCE(h.storage, t.typstorage) THEN
         CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                           WHEN 'x' THEN 'EXTENDED' END END AS storage,
       CASE COALESCE(h.storage, t.typstorage) WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                         WHEN 'x' THEN 'EXTENDED' END AS _type_storage,
       CASE WHEN a.attcompression <> COALESCE(h.compression, '') THEN -- 14+
         CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE 'default' END END AS compression, -- 14+
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
       CASE WHEN a.attoptions IS NOT NULL THEN
         (SELECT array_to_json(array_agg(o ORDER BY o))::text FROM unnest(a.attoptions) o) END AS options,
       CASE WHEN c.reloftype <> 0 THEN 'yes' END AS _typed,
       a.attacl::text AS grants,
       pg_get_userbyid(c.relowner) AS _owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       d.description AS comment,
       a.attnum AS _position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef e
    ON a.atthasdef AND e.adrelid = a.attrelid AND e.adnum = a.attnum
  LEFT JOIN (SELECT refobjid, refobjsubid, objid FROM pg_depend
              WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
                AND deptype = 'i' AND refobjsubid > 0) o
    ON a.attidentity <> '' AND a.attinhcount = 0 AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
  LEFT JOIN pg_sequence s ON s.seqrelid = o.objid
  LEFT JOIN pg_class q ON q.oid = s.seqrelid
  LEFT JOIN (VALUES ('int2'::regtype, -32768::int8, 32767::int8),
                    ('int4', -2147483648, 2147483647),
                    ('int8', -9223372036854775808, 9223372036854775807)) b (type, low, high)
    ON b.type = s.seqtypid
  LEFT JOIN (SELECT i.inhrelid, p.attname, bool_or(p.attnotnull) AS not_null,
                    min(p.attcompression)::"char" AS compression, -- 14+
                    min(p.attstorage)::"char" AS storage
               FROM pg_inherits i JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attnum > 0
              GROUP BY i.inhrelid, p.attname) h
    ON a.attinhcount > 0 AND h.inhrelid = a.attrelid AND h.attname = a.attname
  LEFT JOIN pg_constraint r -- 18+
    ON r.contype = 'n' AND r.conrelid = a.attrelid AND r.conkey[1] = a.attnum -- 18+
  LEFT JOIN pg_description rd -- 18+
    ON rd.classoid = 'pg_constraint'::regclass AND rd.objoid = r.oid AND rd.objsubid = 0 -- 18+
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND a.attnum > 0 AND NOT a.attisdropped
