-- A partition of a table whose rows another server keeps.
SELECT p.relid::regclass::text
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN pg_partition_tree(c.oid) p
  JOIN pg_class f ON f.oid = p.relid
 WHERE n.nspname = $1 AND c.relname = $2 AND f.relkind = 'f'
 LIMIT 1
