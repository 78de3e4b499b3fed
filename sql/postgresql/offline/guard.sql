SELECT pg_catalog.set_config('migrate.elsewhere', coalesce((
         SELECT string_agg(place.nspname, ', ')
         FROM pg_class AS relation JOIN pg_namespace AS place ON place.oid = relation.relnamespace
         WHERE {find_elsewhere} AND relation.relname = 'migrate_revision'
           AND relation.relkind = 'r' AND relation.relpersistence <> 't'
           AND place.nspname <> :'migrate_schema'), ''), true),
       pg_catalog.set_config('migrate.format', (
         SELECT value FROM {schema}migrate_meta WHERE key = 'format'), true),
       pg_catalog.set_config('migrate.missing', coalesce((
         SELECT string_agg(id, ', ')
         FROM unnest(string_to_array({applied}, ',')) AS expected (id)
         WHERE id NOT IN (SELECT id FROM {schema}migrate_revision WHERE state = 'applied')), ''),
         true),
       pg_catalog.set_config('migrate.others', coalesce((
         SELECT string_agg(id, ', ' ORDER BY seq)
         FROM {schema}migrate_revision
         WHERE {match_exactly} AND state = 'applied'
           AND id <> ALL (string_to_array({applied}, ','))), ''), true),
       pg_catalog.set_config('migrate.half_run', coalesce((
         SELECT string_agg(concat_ws(' ', id, 'with statements done:', statements_done), ', ')
         FROM {schema}migrate_revision
         WHERE state = 'running'
           AND concat_ws(' ', id, statements_done, coalesce(trying, -1), done_digest)
             <> {half_run}), ''), true),
       pg_catalog.set_config('migrate.gone', CASE
         WHEN {half_run} <> '' AND NOT EXISTS (
           SELECT FROM {schema}migrate_revision WHERE state = 'running')
         THEN split_part({half_run}, ' ', 1) ELSE '' END, true),
       pg_catalog.set_config('migrate.from', {from}, true) \gset migrate_
DO $migrate$
BEGIN
  IF current_setting('migrate.elsewhere') <> '' THEN
    RAISE EXCEPTION 'the history is in schema %, and the session''s first schema is %',
      current_setting('migrate.elsewhere'), current_setting('migrate.schema')
      USING HINT = 'write the script with history_schema in the configuration';
  END IF;
  IF current_setting('migrate.format')::bigint > {format} THEN
    RAISE EXCEPTION 'the history tables have format %, and this script knows formats up to {format}',
      current_setting('migrate.format')
      USING HINT = 'write the script with a newer version of migrate';
  END IF;
  IF concat(current_setting('migrate.missing'), current_setting('migrate.others'),
            current_setting('migrate.half_run'), current_setting('migrate.gone')) <> '' THEN
    RAISE EXCEPTION 'this script goes on from %, and the database is not there',
      current_setting('migrate.from')
      USING DETAIL = concat_ws('; ',
              'not applied here: ' || nullif(current_setting('migrate.missing'), ''),
              'also applied: ' || nullif(current_setting('migrate.others'), ''),
              'half-run: ' || nullif(current_setting('migrate.half_run'), ''),
              'no longer half-run: ' || nullif(current_setting('migrate.gone'), '')),
            HINT = 'nothing was changed; write the script again for this database';
  END IF;
END
$migrate$;
