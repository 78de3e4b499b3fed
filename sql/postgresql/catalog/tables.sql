-- Tables, partitioned ones and partitions among them.
SELECT 'table' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.relname AS name2,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       CASE WHEN c.reloptions IS NOT NULL OR x.reloptions IS NOT NULL THEN
         (SELECT json_agg(o ORDER BY o)::text
            FROM (SELECT unnest(c.reloptions) UNION ALL SELECT 'toast.' || unnest(x.reloptions)) u (o)
          ) END AS options,
       CASE WHEN c.reltablespace <> 0 THEN
         (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
       -- A partitioned table (17) has one only for its partitions to be, if any.
       CASE WHEN m.amname <> 'heap' OR c.relkind = 'p' THEN m.amname END AS access_method,
       CASE c.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' END AS replica_identity,
       CASE WHEN c.relrowsecurity THEN 'yes' END AS row_security,
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS force_row_security,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS of_type,
       pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       c.relacl::text AS grants,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner)::text END AS _default_grants,
       d.description AS comment,
       -- What a child has from its parents and would keep without them.
       CASE WHEN c.oid IN (SELECT inhrelid FROM pg_inherits) THEN
         (SELECT json_agg(json_build_array(k.conname, CASE k.contype
                   WHEN 'c' THEN pg_get_constraintdef(k.oid) END) ORDER BY k.conname)::text
            FROM pg_constraint k
           WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c', 'f', 'x')
             AND (k.coninhcount > 0 OR k.conparentid <> 0)) END AS _inherited_constraints,
       CASE WHEN c.relispartition THEN
         (SELECT json_agg(r.relname ORDER BY r.relname)::text
            FROM pg_index q JOIN pg_class r ON r.oid = q.indexrelid
           WHERE q.indrelid = c.oid AND r.relispartition
             AND NOT EXISTS (SELECT FROM pg_constraint k
                              WHERE k.conrelid = c.oid AND k.conindid = r.oid
                                AND k.contype IN ('p', 'u', 'x'))) END AS _inherited_indexes,
       c.relpages AS _pages, c.reltuples::bigint AS _rows
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN pg_class x ON x.oid = c.reltoastrelid
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
