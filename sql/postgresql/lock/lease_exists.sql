-- $1: the table's name, qualified and quoted.
SELECT pg_catalog.to_regclass($1) IS NOT NULL
