-- With a rollback journal readers and a writer keep each other out.
SELECT 'the journal mode is ' || journal_mode || ': while a run writes nobody can read, and while '
         || 'somebody reads it can''t commit',
       NULL,
       'PRAGMA journal_mode = wal; once, unless the file is on a network file system'
FROM pragma_journal_mode
WHERE journal_mode <> 'wal';
