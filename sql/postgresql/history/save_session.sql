-- Keeps the session's state, as the script left it, for started.sql and done.sql to store: users,
-- settings made in the session, and whether it holds what can't be brought back.
SELECT pg_catalog.set_config('migrate.session', pg_catalog.json_build_object(
  'session_user', session_user,
  'role', pg_catalog.current_setting('role'),
  'settings', (
    SELECT COALESCE(pg_catalog.json_object_agg(name, setting), '{}')
    FROM pg_catalog.pg_settings
    WHERE source OPERATOR(pg_catalog.=) 'session'),
  'temporary', EXISTS (
    SELECT FROM pg_catalog.pg_class
    WHERE relnamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema()),
  'prepared', EXISTS (
    SELECT FROM pg_catalog.pg_prepared_statements
    WHERE NOT pg_catalog.starts_with(name, 'migrate_')),
  'cursors', EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable))::pg_catalog.text, true);
