-- What PRAGMA quick_check finds in the file, at most 20 things.
SELECT 'the database file is damaged: ' || quick_check,
       NULL,
       'restore a backup, or save what can be read: sqlite3 FILE .recover'
FROM pragma_quick_check(20)
WHERE quick_check <> 'ok';
