-- Foreign data wrappers.
SELECT 'foreign data wrapper' AS kind, 'pg_foreign_data_wrapper' AS class, w.oid, 0 AS sub,
       w.fdwname AS name1,
       NULLIF(w.fdwhandler, 0)::regproc::text AS handler,
       NULLIF(w.fdwvalidator, 0)::regproc::text AS validator,
       array_to_json((SELECT array_agg(o ORDER BY o) FROM unnest(w.fdwoptions) o))::text AS options,
       pg_get_userbyid(w.fdwowner) AS owner,
       CASE WHEN w.fdwowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       w.fdwacl::text AS grants,
       CASE WHEN w.fdwacl IS NOT NULL THEN acldefault('F', w.fdwowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_foreign_data_wrapper w
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_foreign_data_wrapper'::regclass AND d.objoid = w.oid AND d.objsubid = 0
