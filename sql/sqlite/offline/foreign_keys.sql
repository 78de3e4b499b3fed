SELECT 'migrate: ' || "table" || ' row ' || coalesce(rowid, '?') || ' refers to no row of ' || parent
FROM pragma_foreign_key_check LIMIT 20;
INSERT INTO temp.migrate_stop SELECT 'foreign keys' FROM pragma_foreign_key_check LIMIT 1;
