-- $1: pid of a session. The locks that it has on relations that are not the server's own, and what
-- it waits for: 0 where that is no such relation. Not joined with pg_class, which no longer knows a
-- table that the session has dropped.
SELECT CASE WHEN l.locktype OPERATOR(pg_catalog.=) 'relation'::pg_catalog.text
                 AND l.database OPERATOR(pg_catalog.=) d.oid
                 AND l.relation::pg_catalog.int8 OPERATOR(pg_catalog.>=) 16384
            THEN l.relation::pg_catalog.int8 ELSE 0 END,
       l.mode,
       l.granted
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_database d ON d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
 WHERE l.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
