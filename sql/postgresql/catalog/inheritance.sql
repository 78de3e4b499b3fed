-- That a table is a partition of another, or inherits from it.
SELECT 'inheritance' AS kind, 'pg_inherits' AS class, i.inhrelid AS oid, i.inhseqno AS sub,
       'pg_class' AS part_class, i.inhrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, i.inhparent::regclass::text AS name3,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
       CASE WHEN i.inhdetachpending THEN 'yes' END AS detach_pending, -- 14+
       CASE WHEN k.confrelid IS NOT NULL THEN 'yes' END AS _referenced,
       i.inhseqno AS _place
  FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN (SELECT DISTINCT confrelid FROM pg_constraint WHERE contype = 'f' AND conparentid <> 0) k
    ON k.confrelid = i.inhrelid
 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
