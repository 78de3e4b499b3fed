-- Rows and bytes of all tables as the server last counted them (ANALYZE, VACUUM), which takes no
-- lock on them. Negative: it never did.
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
       CASE WHEN c.relpages OPERATOR(pg_catalog.=) 0
                 AND c.reltuples::pg_catalog.float8 OPERATOR(pg_catalog.<=) 0::pg_catalog.float8
                 AND s.analyzed IS NULL
            THEN -1 ELSE c.reltuples::pg_catalog.float8 END,
       c.relpages::pg_catalog.int8 OPERATOR(pg_catalog.*) b.size,
       coalesce(x.pages, 0)::pg_catalog.int8 OPERATOR(pg_catalog.*) b.size,
       coalesce(x.count, 0)
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
 CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::pg_catalog.int8 AS size) b
 CROSS JOIN LATERAL (
        SELECT coalesce(pg_catalog.pg_stat_get_last_analyze_time(c.oid),
                        pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid),
                        pg_catalog.pg_stat_get_last_vacuum_time(c.oid),
                        pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)) AS analyzed) s
  LEFT JOIN LATERAL (
        SELECT pg_catalog.sum(ic.relpages) AS pages, pg_catalog.count(*) AS count
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class ic ON ic.oid OPERATOR(pg_catalog.=) i.indexrelid
         WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid) x ON true
 WHERE c.oid::pg_catalog.int8 OPERATOR(pg_catalog.>=) 16384
   AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m}'::pg_catalog."char"[])
   AND c.relpersistence OPERATOR(pg_catalog.<>) 't'::pg_catalog."char"
 ORDER BY 1
