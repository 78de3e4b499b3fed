-- An autocommit statement waits for its locks without a limit: an aborted one would leave an INVALID
-- index. The script's own limit comes back behind it (after_alone.sql).
SELECT pg_catalog.set_config('migrate.lock_timeout', pg_catalog.current_setting('lock_timeout'), false),
       pg_catalog.set_config('lock_timeout', '0', false);
