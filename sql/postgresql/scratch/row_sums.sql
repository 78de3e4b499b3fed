-- What the rows of {table} are, whatever their order and that of the columns: how many there are, and a
-- sum over their hashes. $1 (how many to read) and $2 (behind how many) are for engines that read rows
-- one by one; here one row stands for all.
SELECT pg_catalog.count(*) AS row_count,
       pg_catalog.sum(pg_catalog.hashtextextended(pg_catalog.to_jsonb(t)::pg_catalog.text, 0)) AS hashes
  FROM ONLY {table} AS t
 WHERE $1::pg_catalog.int8 OPERATOR(pg_catalog.>) 0 AND $2::pg_catalog.int8 OPERATOR(pg_catalog.>=) 0
