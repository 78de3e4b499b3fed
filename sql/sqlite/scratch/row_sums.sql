-- Up to ?1 rows of {table} behind the first ?2, each behind a 1: how many rows it stands for. Without a
-- writer beside it, a table is read in the same order each time.
SELECT 1 AS row_count, * FROM {table} LIMIT ?1 OFFSET ?2
