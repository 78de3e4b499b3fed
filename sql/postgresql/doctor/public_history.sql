-- History tables that everybody may change.
SELECT format('anyone may change the history: PUBLIC has %s on %s',
              string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type), c.oid::regclass),
       NULL,
       format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER ON %s FROM PUBLIC;', c.oid::regclass)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL aclexplode(c.relacl) a
 WHERE n.nspname = {history}
   AND c.relname IN ('migrate_meta', 'migrate_revision', 'migrate_script', 'migrate_event',
                     'migrate_lock')
   AND a.grantee = 0
   AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
 GROUP BY c.oid
 ORDER BY c.relname;
