-- Default privileges of roles, in one schema or in all.
SELECT 'default privileges' AS kind, 'pg_default_acl' AS class, a.oid, 0 AS sub,
       pg_get_userbyid(a.defaclrole) AS name1, n.nspname AS name2, o.objects AS name3,
       a.defaclacl::text AS grants,
       CASE WHEN a.defaclnamespace <> 0 THEN '{}'
            ELSE acldefault(CASE a.defaclobjtype WHEN 'S' THEN 's' ELSE a.defaclobjtype END,
                            a.defaclrole)::text END AS _default_grants,
       pg_get_userbyid(a.defaclrole) AS _owner,
       CASE WHEN a.defaclrole = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       n.nspname AS _schema, o.objects AS _objects
  FROM pg_default_acl a
  LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
 CROSS JOIN LATERAL (SELECT CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                              WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'
                              ELSE 'LARGE OBJECTS' END) o (objects)
