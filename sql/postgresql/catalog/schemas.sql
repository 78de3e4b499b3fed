-- Schemas, public among them.
SELECT 'schema' AS kind, 'pg_namespace' AS class, n.oid, 0 AS sub,
       n.nspname AS name1,
       pg_get_userbyid(n.nspowner) AS owner,
       CASE WHEN n.nspowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       n.nspacl::text AS grants,
       CASE WHEN n.nspacl IS NOT NULL THEN coalesce(i.initprivs, acldefault('n', n.nspowner))::text
         END AS _default_grants,
       CASE WHEN d.description IS DISTINCT FROM 'standard public schema' THEN d.description END
         AS comment
  FROM pg_namespace n
  LEFT JOIN pg_init_privs i
    ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid AND i.objsubid = 0
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
