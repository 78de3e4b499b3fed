SELECT 'migrate: the check at {place} finds rows, and must find none:'
WHERE EXISTS ({query});
SELECT * FROM ({query}) LIMIT 5;
INSERT INTO temp.migrate_stop SELECT 'check' WHERE EXISTS ({query});
