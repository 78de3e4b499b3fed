-- Fails when the lease is not ours; else holds the row, so that nobody takes it before this
-- transaction ends. As our own user, whatever the script took; that comes back behind it.
DO $$
DECLARE
  script_user text := session_user;
  script_role text := pg_catalog.current_setting('role');
BEGIN
  PERFORM pg_catalog.set_config('session_authorization', NULL, true),
          pg_catalog.set_config('role', {role}, true);
  PERFORM FROM {schema}migrate_lock
    WHERE name OPERATOR(pg_catalog.=) 'run' AND owner OPERATOR(pg_catalog.=) {owner}
      AND expires OPERATOR(pg_catalog.>) pg_catalog.clock_timestamp()
    FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the lease is no longer held by this run: its time was up, or another run took it';
  END IF;
  PERFORM pg_catalog.set_config('session_authorization', script_user, true),
          pg_catalog.set_config('role', script_role, true);
END
$$
