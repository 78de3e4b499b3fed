-- Indexes that a session is building now: INVALID, but nothing is wrong with them.
SELECT format('pid %s is building the index %s%s: %s', p.pid,
              coalesce(nullif(p.index_relid, 0)::regclass::text, '(of another role)'),
              ' on ' || p.relid::regclass, coalesce(p.phase, 'phase unknown')),
       CASE WHEN p.blocks_total > 0
            THEN format('%s %% of the table read', p.blocks_done * 100 / p.blocks_total)
            WHEN p.lockers_total > 0
            THEN format('%s of %s sessions waited for', p.lockers_done, p.lockers_total) END,
       'let it finish: the index is INVALID until then'
  FROM pg_stat_progress_create_index p
 WHERE p.datname = current_database()
 ORDER BY p.pid;
