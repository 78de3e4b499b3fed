-- Indexes that are INVALID and that no session is building now (index_being_built.sql has those).
-- Progress of another role's session is hidden: then its lock on the table tells.
SELECT format('the index %s on %s is INVALID: no query uses it%s', i.indexrelid::regclass,
              i.indrelid::regclass,
              CASE WHEN NOT i.indisready THEN ''
                   WHEN i.indisunique THEN ', yet it rejects duplicate rows'
                   ELSE ', yet every write keeps it up to date' END),
       pg_get_indexdef(i.indexrelid),
       CASE WHEN c.relkind = 'I' THEN format(
              'a partition lacks its part: CREATE INDEX CONCURRENTLY there, then ALTER INDEX %s '
              'ATTACH PARTITION it', i.indexrelid::regclass)
            WHEN c.relname ~ '_cc(new|old)[0-9]*$' THEN format(
              'a REINDEX CONCURRENTLY that failed left it: DROP INDEX CONCURRENTLY %s;',
              i.indexrelid::regclass)
            ELSE format(
              'REINDEX INDEX CONCURRENTLY %1$s; or DROP INDEX CONCURRENTLY %1$s; and build it '
              'again; a `migrate upgrade` that was building it does that by itself',
              i.indexrelid::regclass) END
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
 WHERE NOT i.indisvalid
   AND NOT EXISTS (
         SELECT FROM pg_stat_progress_create_index p
          WHERE p.datname = current_database()
            AND (p.index_relid = i.indexrelid
                 OR (coalesce(p.index_relid, 0) = 0 AND EXISTS (
                       SELECT FROM pg_locks l
                        WHERE l.pid = p.pid AND l.granted AND l.relation = i.indrelid
                          AND l.mode = 'ShareUpdateExclusiveLock'))))
 ORDER BY c.relname, c.oid;
