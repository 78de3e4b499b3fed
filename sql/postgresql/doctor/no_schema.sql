-- A history or a search_path that leads nowhere.
SELECT format('the schema %I of the history does not exist', {history}),
       NULL,
       format('CREATE SCHEMA %I AUTHORIZATION %I; or another history_schema', {history}, current_user)
 WHERE {history} <> '' AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = {history})
UNION ALL
SELECT 'the search_path names no schema that exists: unqualified tables can''t be created',
       NULL,
       format('ALTER ROLE %I SET search_path = …; or set it in the configuration''s [session]',
              session_user)
 WHERE {first} = '';
