-- Fewer locks per transaction than the default: a script over many tables or partitions fails with
-- 53200 "out of shared memory".
SELECT format('max_locks_per_transaction is %s, less than the default of 64', setting),
       'a script that touches many tables or partitions fails: out of shared memory (53200)',
       'ALTER SYSTEM SET max_locks_per_transaction = 64; and restart the server'
  FROM pg_settings
 WHERE name = 'max_locks_per_transaction' AND setting::integer < 64;
