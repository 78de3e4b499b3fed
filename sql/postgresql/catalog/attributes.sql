-- Attributes of composite types.
SELECT 'attribute' AS kind, 'pg_class' AS class, a.attrelid AS oid, a.attnum AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation NOT IN (0, t.typcollation)
            THEN a.attcollation::regcollation::text END AS "collation",
       d.description AS comment,
       a.attnum AS _position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE c.relkind = 'c' AND c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND a.attnum > 0 AND NOT a.attisdropped
