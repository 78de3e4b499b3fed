-- One run at a time: the lock that every run of migrate takes.
SELECT pg_catalog.set_config('migrate.schema', :'migrate_schema', false) AS schema,
       ('x' OPERATOR(pg_catalog.||) pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(
         pg_catalog.convert_to(pg_catalog.concat('migrate/1/', :'migrate_schema', '.migrate_revision'),
                               'UTF8')), 'hex'), 16)
       )::bit(64)::bigint AS key \gset migrate_
SELECT pg_catalog.set_config('migrate.key', :'migrate_key', false) \gset migrate_
DO $migrate$
DECLARE
  key constant bigint := pg_catalog.current_setting('migrate.key');
BEGIN
  IF pg_catalog.current_setting('migrate.schema') OPERATOR(pg_catalog.=) '' THEN
    RAISE EXCEPTION 'there is no schema for the history: the search_path names none that exists';
  END IF;
  IF NOT pg_catalog.pg_try_advisory_lock(key) THEN
    RAISE EXCEPTION 'the run lock is held by another run' USING
      DETAIL = (SELECT 'pid ' OPERATOR(pg_catalog.||) pg_catalog.string_agg(l.pid::pg_catalog.text, ', ')
                  FROM pg_catalog.pg_locks l
                 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
                   AND l.objsubid OPERATOR(pg_catalog.=) 1
                   AND ((l.classid::bigint OPERATOR(pg_catalog.<<) 32)
                        OPERATOR(pg_catalog.|) l.objid::bigint) OPERATOR(pg_catalog.=) key),
      HINT = 'wait for it to end, then run this script again';
  END IF;
END
$migrate$;
