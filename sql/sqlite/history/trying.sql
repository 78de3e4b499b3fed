-- A statement is about to run alone: ?1 id, ?2 statements done, ?3 statement tried, ?4 digest.
UPDATE {schema}migrate_revision SET statements_done = ?2, trying = ?3, done_digest = ?4 WHERE id = ?1;

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
