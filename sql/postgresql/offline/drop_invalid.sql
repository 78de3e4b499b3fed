SELECT 'DROP INDEX CONCURRENTLY ' OPERATOR(pg_catalog.||) name
FROM ({indexes}) AS found (name, valid, builder)
WHERE NOT valid AND builder IS NULL \gexec
