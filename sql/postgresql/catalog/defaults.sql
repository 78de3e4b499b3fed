-- Defaults of columns; a generated column's expression is the column's own. Of an inherited column
-- only what is not as its parent has it; that may be to have none.
SELECT 'default' AS kind, CASE WHEN e.oid IS NULL THEN 'no default' ELSE 'pg_attrdef' END AS class,
       COALESCE(e.oid, a.attrelid) AS oid, CASE WHEN e.oid IS NULL THEN a.attnum ELSE 0 END AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, a.attnum AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       pg_get_expr(e.adbin, e.adrelid) AS expression,
       CASE WHEN e.oid IS NULL THEN 'yes' END AS none,
       h.expression AS _inherited,
       CASE WHEN a.attinhcount > 0 AND NOT a.attislocal THEN 'yes' END AS _on_inherited
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
  LEFT JOIN (SELECT i.inhrelid, p.attname, min(pg_get_expr(q.adbin, q.adrelid)) AS expression
               FROM pg_inherits i
               JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attnum > 0
               JOIN pg_attrdef q ON q.adrelid = p.attrelid AND q.adnum = p.attnum
              GROUP BY i.inhrelid, p.attname) h
    ON a.attinhcount > 0 AND h.inhrelid = a.attrelid AND h.attname = a.attname
 WHERE a.attgenerated = '' AND c.oid >= 16384 AND n.nspname !~ '^pg_' AND c.relkind IN ('r', 'p')
   AND a.attnum > 0 AND NOT a.attisdropped
   AND CASE WHEN h.expression IS NULL THEN e.oid IS NOT NULL
            ELSE pg_get_expr(e.adbin, e.adrelid) IS DISTINCT FROM h.expression END
