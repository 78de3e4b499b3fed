SELECT 'DROP INDEX CONCURRENTLY ' || name
FROM ({indexes}) AS found (name, valid, builder)
WHERE NOT valid AND builder IS NULL \gexec
