-- The text of an applied script: ?1 checksum, ?2 bytes.
INSERT INTO {schema}migrate_script (checksum, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING;
