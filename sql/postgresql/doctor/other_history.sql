-- Histories in other schemas than the one in use: tenants, or a history begun twice.
SELECT format('the schema %I has a history, too; this one is in %I', n.nspname, {history}),
       NULL,
       'right when every schema has its own; else: set history_schema, so that no search_path '
       'decides which one is used'
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {history} <> ''
   AND c.relname = 'migrate_revision'
   AND c.relkind = 'r'
   AND c.relpersistence <> 't'
   AND n.nspname <> {history}
 ORDER BY n.nspname;
