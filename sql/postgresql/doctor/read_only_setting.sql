-- Transactions of this session are read-only unless they say otherwise, and ours don't.
SELECT 'default_transaction_read_only is on: no script can write',
       'set by: ' || source,
       CASE source
         WHEN 'user' THEN format('ALTER ROLE %I RESET default_transaction_read_only;', session_user)
         WHEN 'database user' THEN
           format('ALTER ROLE %I IN DATABASE %I RESET default_transaction_read_only;', session_user,
                  current_database())
         WHEN 'database' THEN
           format('ALTER DATABASE %I RESET default_transaction_read_only;', current_database())
         ELSE 'or for runs alone, in migrate.toml: [session] default_transaction_read_only = "off"'
       END
  FROM pg_settings
 WHERE name = 'default_transaction_read_only' AND setting = 'on';
