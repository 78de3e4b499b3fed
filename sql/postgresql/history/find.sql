-- Where history tables are: current schema, schema with tables (NULL: none).
SELECT pg_catalog.current_schema() AS current_schema, found.nspname AS history_schema
FROM (SELECT 1) AS one
LEFT JOIN (
  SELECT place.nspname
  FROM pg_catalog.pg_class AS relation
  JOIN pg_catalog.pg_namespace AS place
    ON place.oid OPERATOR(pg_catalog.=) relation.relnamespace
  WHERE relation.relname OPERATOR(pg_catalog.=) 'migrate_revision'
    AND relation.relkind OPERATOR(pg_catalog.=) 'r'
    AND relation.relpersistence OPERATOR(pg_catalog.<>) 't') AS found ON true
ORDER BY 2;
