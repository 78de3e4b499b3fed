-- Indexes that a session is building now: INVALID, but nothing is wrong with them.
-- Of another role's session only the pid is shown.
SELECT format('pid %s is building %s%s%s', p.pid,
              coalesce('the index ' || nullif(p.index_relid, 0)::regclass, 'an index'),
              ' on ' || p.relid::regclass, ': ' || p.phase),
       CASE WHEN p.blocks_total > 0
            THEN format('%s %% of the table read', p.blocks_done * 100 / p.blocks_total)
            WHEN p.lockers_total > 0
            THEN format('%s of %s sessions waited for', p.lockers_done, p.lockers_total) END,
       'let it finish: the index is INVALID until then'
  FROM pg_stat_progress_create_index p
 WHERE p.datname = current_database()
 ORDER BY p.pid;
