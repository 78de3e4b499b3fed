-- Domains.
SELECT 'domain' AS kind, 'pg_type' AS class, t.oid, 0 AS sub,
       n.nspname AS name1, t.typname AS name2,
       format_type(t.typbasetype, t.typtypmod) AS type,
       CASE WHEN t.typcollation NOT IN (0, b.typcollation)
            THEN t.typcollation::regcollation::text END AS "collation",
       COALESCE(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), t.typdefault) AS "default",
       CASE WHEN t.typnotnull THEN 'yes' END AS not_null,
       CASE WHEN r.conname !~ '_not_null[0-9]*$' THEN r.conname END AS not_null_name, -- 17+
       r.conname AS _not_null_constraint, -- 17+
       pg_get_userbyid(t.typowner) AS owner,
       CASE WHEN t.typowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       t.typacl::text AS grants,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_constraint r ON r.contype = 'n' AND r.contypid = t.oid -- 17+
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.typtype = 'd' AND t.oid >= 16384 AND n.nspname !~ '^pg_'
