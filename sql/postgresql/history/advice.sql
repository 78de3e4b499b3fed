-- What a person has to run so that the history in schema $1 can be used; one statement a row.
WITH wanted AS (
  SELECT pg_catalog.max(nspname::pg_catalog.text) AS name, pg_catalog.max(oid) AS oid
  FROM pg_catalog.pg_namespace
  WHERE nspname OPERATOR(pg_catalog.=) $1::pg_catalog.name)
SELECT pg_catalog.format('CREATE SCHEMA %I AUTHORIZATION %I', $1::pg_catalog.text, session_user)
FROM wanted WHERE oid IS NULL AND $1::pg_catalog.text OPERATOR(pg_catalog.<>) ''
UNION ALL
SELECT 'SET search_path to a schema that exists, or set history_schema'
FROM wanted WHERE $1::pg_catalog.text OPERATOR(pg_catalog.=) ''
UNION ALL
SELECT pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', name, session_user)
FROM wanted
WHERE oid IS NOT NULL
  AND NOT (pg_catalog.has_schema_privilege(session_user, oid, 'USAGE')
           AND pg_catalog.has_schema_privilege(session_user, oid, 'CREATE'))
UNION ALL
SELECT pg_catalog.format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I',
         pg_catalog.string_agg(pg_catalog.format('%I.%I', name, relname), ', ' ORDER BY relname),
         session_user)
FROM wanted
JOIN pg_catalog.pg_class AS relation
  ON relation.relnamespace OPERATOR(pg_catalog.=) wanted.oid
WHERE relname OPERATOR(pg_catalog.=) ANY (
    ARRAY['migrate_meta', 'migrate_revision', 'migrate_script', 'migrate_event'])
  AND NOT (pg_catalog.has_table_privilege(session_user, relation.oid, 'SELECT')
           AND pg_catalog.has_table_privilege(session_user, relation.oid, 'INSERT')
           AND pg_catalog.has_table_privilege(session_user, relation.oid, 'UPDATE')
           AND pg_catalog.has_table_privilege(session_user, relation.oid, 'DELETE'))
HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0;
