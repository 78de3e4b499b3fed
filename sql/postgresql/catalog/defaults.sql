-- Defaults of columns; a generated column's expression is the column's own.
SELECT 'default' AS kind, 'pg_attrdef' AS class, e.oid, 0 AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, a.attnum AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       pg_get_expr(e.adbin, e.adrelid) AS expression
  FROM pg_attrdef e
  JOIN pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
  JOIN pg_class c ON c.oid = e.adrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE a.attgenerated = '' AND c.oid >= 16384 AND n.nspname !~ '^pg_' AND a.attislocal
   AND c.relkind IN ('r', 'p')
