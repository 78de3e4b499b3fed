-- Composite types that are no table's row.
SELECT 'composite type' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.relname AS name2,
       pg_get_userbyid(t.typowner) AS owner,
       CASE WHEN t.typowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       t.typacl::text AS grants,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = c.reltype
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE c.relkind = 'c' AND c.oid >= 16384 AND n.nspname !~ '^pg_'
