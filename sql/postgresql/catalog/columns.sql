-- Columns that a table has of its own: those that it only inherits come with its parents.
SELECT 'column' AS kind, 'pg_class' AS class, a.attrelid AS oid, a.attnum AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attnotnull THEN 'yes' END AS not_null,
       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
            THEN a.attcollation::regcollation::text END AS "collation",
       CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
       CASE WHEN s.seqrelid IS NOT NULL THEN concat_ws(' ',
         CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement END,
         CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE b.low END
              THEN 'MINVALUE ' || s.seqmin END,
         CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN b.high ELSE -1 END
              THEN 'MAXVALUE ' || s.seqmax END,
         CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END
              THEN 'START WITH ' || s.seqstart END,
         CASE WHEN s.seqcache <> 1 THEN 'CACHE ' || s.seqcache END,
         CASE WHEN s.seqcycle THEN 'CYCLE' END) END AS identity_options,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(e.adbin, e.adrelid) END AS generated,
       CASE a.attgenerated WHEN 'v' THEN 'yes' END AS virtual,
       CASE WHEN a.attstorage <> t.typstorage THEN
         CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                           WHEN 'x' THEN 'EXTENDED' END END AS storage,
       CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                         WHEN 'x' THEN 'EXTENDED' END AS _type_storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- 14+
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
       array_to_json((SELECT array_agg(o ORDER BY o) FROM unnest(a.attoptions) o))::text AS options,
       a.attacl::text AS grants,
       pg_get_userbyid(c.relowner) AS _owner,
       d.description AS comment,
       a.attnum AS _position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef e
    ON a.attgenerated <> '' AND e.adrelid = a.attrelid AND e.adnum = a.attnum
  LEFT JOIN (SELECT refobjid, refobjsubid, objid FROM pg_depend
              WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
                AND deptype = 'i' AND refobjsubid > 0) o
    ON a.attidentity <> '' AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
  LEFT JOIN pg_sequence s ON s.seqrelid = o.objid
  LEFT JOIN (VALUES ('int2'::regtype, -32768::int8, 32767::int8),
                    ('int4', -2147483648, 2147483647),
                    ('int8', -9223372036854775808, 9223372036854775807)) b (type, low, high)
    ON b.type = s.seqtypid
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
