-- Foreign servers.
SELECT 'foreign server' AS kind, 'pg_foreign_server' AS class, s.oid, 0 AS sub,
       s.srvname AS name1,
       s.srvtype AS type, s.srvversion AS version, w.fdwname AS wrapper,
       array_to_json((SELECT array_agg(o ORDER BY o) FROM unnest(s.srvoptions) o))::text AS options,
       pg_get_userbyid(s.srvowner) AS owner,
       CASE WHEN s.srvowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       s.srvacl::text AS grants,
       CASE WHEN s.srvacl IS NOT NULL THEN acldefault('S', s.srvowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_foreign_server'::regclass AND d.objoid = s.oid AND d.objsubid = 0
