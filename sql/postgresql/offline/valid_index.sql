SELECT pg_catalog.set_config('migrate.invalid', coalesce((
         SELECT pg_catalog.string_agg(name, ', ')
         FROM ({indexes}) AS found (name, valid, builder)
         WHERE NOT valid), ''), false) \gset migrate_
DO $migrate$
BEGIN
  IF pg_catalog.current_setting('migrate.invalid') OPERATOR(pg_catalog.<>) '' THEN
    RAISE EXCEPTION 'the statement succeeded, but the index % is INVALID',
      pg_catalog.current_setting('migrate.invalid')
      USING HINT = 'run `migrate upgrade`, or a new script: it drops the index and builds it again';
  END IF;
END
$migrate$;
