-- The tables that a session can lock, as LOCK TABLE takes them; null: there is none.
SELECT pg_catalog.string_agg(pg_catalog.format('ONLY %I.%I', n.nspname, c.relname), ', ')
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
 WHERE c.oid::pg_catalog.int8 OPERATOR(pg_catalog.>=) 16384
   AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog."char"[])
   AND c.relpersistence OPERATOR(pg_catalog.<>) 't'::pg_catalog."char"
   AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')
   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
