-- Half-run revisions are the last of a history; and it has changed.
UPDATE {schema}migrate_revision SET seq = seq + (SELECT max(seq) FROM {schema}migrate_revision)
WHERE state = 'running';

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
