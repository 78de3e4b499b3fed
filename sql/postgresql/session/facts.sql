-- Version, database, login role, and whether the server takes no writes.
SELECT pg_catalog.current_setting('server_version'),
       pg_catalog.current_database(),
       session_user,
       pg_catalog.pg_is_in_recovery()
