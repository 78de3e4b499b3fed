-- The kept bytes of the script with checksum $1.
SELECT bytes FROM {schema}migrate_script WHERE checksum OPERATOR(pg_catalog.=) $1;
