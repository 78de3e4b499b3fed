-- $1: a statement. The pid of another session that is running it; of its text the server keeps only so
-- much.
SELECT a.pid
  FROM pg_catalog.pg_stat_activity a
 WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
   AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
   AND a.state OPERATOR(pg_catalog.=) 'active'
   AND (a.query OPERATOR(pg_catalog.=) $1::pg_catalog.text
        OR (pg_catalog.octet_length(a.query) OPERATOR(pg_catalog.>=) (pg_catalog.pg_size_bytes(
              pg_catalog.current_setting('track_activity_query_size')) OPERATOR(pg_catalog.-) 4)
            AND pg_catalog.starts_with($1::pg_catalog.text, a.query)))
 LIMIT 1
