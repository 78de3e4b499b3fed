-- The version of tables that read.sql could not read.
SELECT value FROM {schema}migrate_meta WHERE key = 'format';
