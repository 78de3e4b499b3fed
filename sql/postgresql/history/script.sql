-- The kept bytes of the script with checksum $1, as hexadecimal digits.
SELECT pg_catalog.encode(bytes, 'hex')
FROM {schema}migrate_script
WHERE checksum OPERATOR(pg_catalog.=) $1;
