-- The version of tables that read.sql could not read.
SELECT value FROM migrate_meta WHERE key = 'format';
