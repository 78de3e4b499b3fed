-- $1: name, as written.
SELECT pg_catalog.to_regclass($1::pg_catalog.text) IS NOT NULL
