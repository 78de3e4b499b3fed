-- All relations that are not the server's own or temporary, with what the open transaction has read and changed
-- of them so far; outside of one, what this session has not reported yet.
SELECT c.oid::pg_catalog.int8,
       pg_catalog.format('%I.%I', n.nspname, c.relname),
       c.relkind::pg_catalog.text,
       coalesce(i.indrelid, t.oid, c.oid)::pg_catalog.int8,
       coalesce(pg_catalog.pg_relation_filenode(c.oid), 0::pg_catalog.oid)::pg_catalog.int8,
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m}'::pg_catalog."char"[])
            THEN coalesce(pg_catalog.pg_relation_size(c.oid, 'main'), 0) ELSE 0 END,
       pg_catalog.pg_stat_get_xact_numscans(c.oid),
       pg_catalog.pg_stat_get_xact_tuples_returned(c.oid),
       pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
         OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
         OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
  LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid OPERATOR(pg_catalog.=) c.oid
 WHERE c.oid::pg_catalog.int8 OPERATOR(pg_catalog.>=) 16384
   AND c.relpersistence OPERATOR(pg_catalog.<>) 't'::pg_catalog."char"
