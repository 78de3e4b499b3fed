-- One run at a time: the lock that every run of migrate takes.
SELECT pg_catalog.set_config('migrate.schema', :'migrate_schema', false) AS schema,
       ('x' || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
         'migrate/1/' || :'migrate_schema' || '.migrate_revision', 'UTF8')), 'hex'), 16)
       )::bit(64)::bigint AS key \gset migrate_
SELECT pg_catalog.set_config('migrate.key', :'migrate_key', false) \gset migrate_
DO $migrate$
DECLARE
  key constant bigint := pg_catalog.current_setting('migrate.key');
BEGIN
  IF pg_catalog.current_setting('migrate.schema') = '' THEN
    RAISE EXCEPTION 'there is no schema for the history: the search_path names none that exists';
  END IF;
  IF NOT pg_catalog.pg_try_advisory_lock(key) THEN
    RAISE EXCEPTION 'the run lock is held by another run' USING
      DETAIL = (SELECT 'pid ' || pg_catalog.string_agg(l.pid::text, ', ')
                  FROM pg_catalog.pg_locks l
                 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                   AND ((l.classid::bigint << 32) | l.objid::bigint) = key),
      HINT = 'wait for it to end, then run this script again';
  END IF;
END
$migrate$;
