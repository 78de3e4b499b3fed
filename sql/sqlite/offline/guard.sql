CREATE TEMP TABLE migrate_expected (id TEXT PRIMARY KEY NOT NULL);
{applied}CREATE TEMP TABLE migrate_stop (reason TEXT NOT NULL);
CREATE TEMP TRIGGER migrate_stopped BEFORE INSERT ON migrate_stop BEGIN
  SELECT RAISE(ABORT, {newer}) WHERE NEW.reason = 'format';
  SELECT RAISE(ABORT, {elsewhere}) WHERE NEW.reason = 'guard';
  SELECT RAISE(ABORT, 'rows would refer to rows that don''t exist') WHERE NEW.reason = 'foreign keys';
  SELECT RAISE(ABORT, 'a check finds rows, and must find none') WHERE NEW.reason = 'check';
END;
CREATE TEMP VIEW migrate_differences AS
SELECT 'not applied here' AS what, id FROM migrate_expected
WHERE id NOT IN (SELECT id FROM main.migrate_revision WHERE state = 'applied')
UNION ALL
SELECT 'also applied', id FROM main.migrate_revision
WHERE state = 'applied' AND id NOT IN (SELECT id FROM migrate_expected)
UNION ALL
SELECT 'half-run', id || ' with statements done: ' || statements_done FROM main.migrate_revision
WHERE state = 'running'
  AND id || ' ' || statements_done || ' ' || coalesce(trying, -1) || ' ' || done_digest <> {half_run}
UNION ALL
SELECT 'no longer half-run', {half_run_id}
WHERE {half_run} <> '' AND NOT EXISTS (SELECT 1 FROM main.migrate_revision WHERE state = 'running');
INSERT INTO migrate_stop
SELECT 'format' FROM main.migrate_meta WHERE key = 'format' AND CAST(value AS INTEGER) > {format};
SELECT 'migrate: ' || what || ': ' || group_concat(id, ', ') FROM migrate_differences GROUP BY what;
INSERT INTO migrate_stop SELECT 'guard' WHERE EXISTS (SELECT 1 FROM migrate_differences);
-- Each transaction first sees to it that nobody else has written since.
CREATE TEMP TABLE migrate_run AS
SELECT CAST(value AS INTEGER) AS generation FROM main.migrate_meta WHERE key = 'generation';
