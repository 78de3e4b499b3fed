-- What a table stores: its columns in their order, where each stands in the primary key, and
-- whether it is compared by a collation. Generated columns are computed anew.
SELECT a.attname, array_position(i.indkey::int2[], a.attnum) AS place, a.attcollation <> 0 AS collated
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
 WHERE n.nspname = $1 AND c.relname = $2 AND a.attgenerated = ''
 ORDER BY a.attnum
