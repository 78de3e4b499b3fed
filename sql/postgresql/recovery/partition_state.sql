-- $1: partitioned table, $2: partition, as written. attached, pending, detached; null: one is gone.
SELECT CASE
         WHEN pg_catalog.to_regclass($1::pg_catalog.text) IS NULL
              OR pg_catalog.to_regclass($2::pg_catalog.text) IS NULL
           THEN NULL
         ELSE coalesce(
           (SELECT CASE WHEN h.inhdetachpending THEN 'pending' ELSE 'attached' END
              FROM pg_catalog.pg_inherits h
             WHERE h.inhparent OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1::pg_catalog.text)
               AND h.inhrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2::pg_catalog.text)),
           'detached')
       END
