-- User mappings, without their options: there are secrets among them.
SELECT 'user mapping' AS kind, 'pg_user_mapping' AS class, m.umid AS oid, 0 AS sub,
       m.srvname AS name1,
       CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END AS name2
  FROM pg_user_mappings m
