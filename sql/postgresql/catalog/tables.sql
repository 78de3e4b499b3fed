-- Tables, partitioned ones and partitions among them.
SELECT 'table' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.relname AS name2,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       array_to_json((SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o))::text AS options,
       (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,
       CASE WHEN m.amname <> 'heap' THEN m.amname END AS access_method,
       CASE c.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' END AS replica_identity,
       CASE WHEN c.relrowsecurity THEN 'yes' END AS row_security,
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS force_row_security,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
       CASE WHEN c.relispartition THEN i.parents ->> 0 END AS partition_of,
       CASE WHEN NOT c.relispartition THEN i.parents::text END AS inherits,
       CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS of_type,
       pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.relowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       c.relacl::text AS grants,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner)::text END AS _default_grants,
       d.description AS comment,
       c.relpages AS _pages, c.reltuples::bigint AS _rows
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN (SELECT inhrelid, json_agg(inhparent::regclass::text ORDER BY inhseqno) AS parents
               FROM pg_inherits GROUP BY inhrelid) i ON i.inhrelid = c.oid
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
