-- $1: pid. What the server tells of a long command: its name, phase, and how much of it is done, in
-- units of the phase (blocks, tuples, sessions waited for, bytes). A total of 0 is not known.
SELECT p.command,
       p.phase,
       CASE WHEN p.phase LIKE 'waiting%' THEN p.lockers_done
            WHEN p.phase LIKE '%tuples%' THEN p.tuples_done ELSE p.blocks_done END,
       CASE WHEN p.phase LIKE 'waiting%' THEN p.lockers_total
            WHEN p.phase LIKE '%tuples%' THEN p.tuples_total ELSE p.blocks_total END
  FROM pg_catalog.pg_stat_progress_create_index p
 WHERE p.pid = $1
UNION ALL
SELECT 'VACUUM', p.phase,
       CASE WHEN p.phase = 'vacuuming heap' THEN p.heap_blks_vacuumed ELSE p.heap_blks_scanned END,
       p.heap_blks_total
  FROM pg_catalog.pg_stat_progress_vacuum p
 WHERE p.pid = $1
UNION ALL
SELECT p.command, p.phase, p.heap_blks_scanned, p.heap_blks_total
  FROM pg_catalog.pg_stat_progress_cluster p
 WHERE p.pid = $1
UNION ALL
SELECT 'ANALYZE', p.phase, p.sample_blks_scanned, p.sample_blks_total
  FROM pg_catalog.pg_stat_progress_analyze p
 WHERE p.pid = $1
UNION ALL
SELECT 'COPY', '', p.bytes_processed, p.bytes_total
  FROM pg_catalog.pg_stat_progress_copy p
 WHERE p.pid = $1
