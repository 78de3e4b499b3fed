-- Enums.
SELECT 'enum' AS kind, 'pg_type' AS class, t.oid, 0 AS sub,
       n.nspname AS name1, t.typname AS name2,
       (SELECT COALESCE(json_agg(e.enumlabel ORDER BY e.enumsortorder), '[]')::text
          FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
       pg_get_userbyid(t.typowner) AS owner,
       CASE WHEN t.typowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       t.typacl::text AS grants,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.typtype = 'e' AND t.oid >= 16384 AND n.nspname !~ '^pg_'
