-- Fails by the table's CHECK when another run has written since generation ?1 was read.
UPDATE {schema}migrate_meta SET value = 'moved' WHERE key = 'generation' AND value <> CAST(?1 AS TEXT);
