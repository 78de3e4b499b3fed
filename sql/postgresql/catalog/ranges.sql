-- Ranges, but for those with a canonical function, which needs the type before it is made.
SELECT 'range' AS kind, 'pg_type' AS class, t.oid, 0 AS sub,
       n.nspname AS name1, t.typname AS name2,
       format_type(r.rngsubtype, NULL) AS subtype,
       CASE WHEN NOT o.opcdefault THEN
         CASE WHEN pg_opclass_is_visible(o.oid) THEN quote_ident(o.opcname)
              ELSE quote_ident(s.nspname) || '.' || quote_ident(o.opcname) END END AS operator_class,
       CASE WHEN r.rngcollation NOT IN (0, b.typcollation)
            THEN r.rngcollation::regcollation::text END AS "collation",
       NULLIF(r.rngsubdiff, 0)::regproc::text AS subtype_difference,
       r.rngmultitypid::regtype::text AS multirange, -- 14+
       pg_get_userbyid(t.typowner) AS owner,
       CASE WHEN t.typowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       t.typacl::text AS grants,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_type b ON b.oid = r.rngsubtype
  JOIN pg_opclass o ON o.oid = r.rngsubopc
  JOIN pg_namespace s ON s.oid = o.opcnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE r.rngcanonical = 0 AND t.oid >= 16384 AND n.nspname !~ '^pg_'
