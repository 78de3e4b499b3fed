-- Indexes, but for those of constraints and those that a partitioned table's index brings.
SELECT 'index' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       'pg_class' AS part_class, x.indrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2,
       -- Without ONLY, which a partitioned table's index has here, and the default method.
       format('CREATE %sINDEX %I ON %I.%I %s', CASE WHEN x.indisunique THEN 'UNIQUE ' END, c.relname,
              n.nspname, t.relname,
              substr(pg_get_indexdef(c.oid),
                     1 + length(format('CREATE %sINDEX %I ON %s%I.%I %s',
                                       CASE WHEN x.indisunique THEN 'UNIQUE ' END, c.relname,
                                       CASE c.relkind WHEN 'I' THEN 'ONLY ' END, n.nspname, t.relname,
                                       CASE m.amname WHEN 'btree' THEN 'USING btree ' END)))) AS definition,
       CASE WHEN NOT x.indisvalid THEN 'yes' END AS invalid,
       CASE WHEN c.reltablespace <> 0 THEN
         (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
       CASE WHEN x.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN x.indisreplident THEN 'yes' END AS replica_identity,
       CASE WHEN x.indexprs IS NOT NULL THEN -- only an expression can have a target
         (SELECT json_agg(json_build_array(a.attnum, a.attstattarget) ORDER BY a.attnum)::text
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0) END AS statistics,
       d.description AS comment,
       t.relkind AS _table_kind, c.relpages AS _pages,
       CASE WHEN x.indisunique THEN
         (SELECT json_agg(pg_get_indexdef(c.oid, place, false) ORDER BY place)::text
            FROM generate_series(1, x.indnkeyatts) place) END AS _unique,
       CASE WHEN x.indisunique THEN pg_get_expr(x.indpred, x.indrelid) END AS _where
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT c.relispartition
   AND NOT EXISTS (SELECT FROM pg_constraint k
                    WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
