-- What columns of views and materialized views have of their own: comments, grants, defaults. What
-- needs such a column needs the view.
SELECT 'view column' AS kind, 'view column' AS class, a.attrelid AS oid, a.attnum AS sub,
       'pg_class' AS part_class, a.attrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, a.attname AS name3,
       pg_get_expr(e.adbin, e.adrelid) AS "default",
       a.attacl::text AS grants,
       pg_get_userbyid(c.relowner) AS _owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND a.attnum > 0 AND NOT a.attisdropped
   AND (e.oid IS NOT NULL OR a.attacl IS NOT NULL OR d.description IS NOT NULL)
