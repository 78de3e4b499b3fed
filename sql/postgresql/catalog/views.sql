-- Views and materialized views.
SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
       'pg_class' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.relname AS name2,
       regexp_replace(pg_get_viewdef(c.oid), '^\s+|;\s*$', '', 'g') AS definition,
       array_to_json((SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o))::text AS options,
       (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,
       CASE WHEN c.relkind = 'm' AND m.amname <> 'heap' THEN m.amname END AS access_method,
       pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       c.relacl::text AS grants,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner)::text END AS _default_grants,
       d.description AS comment,
       (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod),
                                         a.attcollation::regcollation::text) ORDER BY a.attnum)::text
          FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS _columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
