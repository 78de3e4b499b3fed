-- Half-run revisions are the last of a history; and it has changed.
UPDATE {schema}migrate_revision SET seq = DEFAULT WHERE state = 'running';

UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation';
