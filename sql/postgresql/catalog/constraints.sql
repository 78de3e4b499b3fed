-- Constraints of tables, but for those that are inherited, and NOT NULL ones, which the columns say.
SELECT 'constraint' AS kind, 'pg_constraint' AS class, k.oid, 0 AS sub,
       'pg_class' AS part_class, k.conrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, k.conname AS name3,
       CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
                      WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclude' END AS type,
       -- What isn't enforced has not been validated, either.
       CASE WHEN k.convalidated THEN pg_get_constraintdef(k.oid)
            ELSE regexp_replace(pg_get_constraintdef(k.oid), ' NOT (VALID|ENFORCED)$', '') END
         AS definition,
       CASE WHEN NOT k.convalidated
             AND k.conenforced -- 18+
            THEN 'yes' END AS not_valid,
       CASE WHEN NOT k.conenforced THEN 'yes' END AS not_enforced, -- 18+
       CASE WHEN k.conperiod THEN 'yes' END AS _period, -- 18+
       CASE WHEN i.reloptions IS NOT NULL THEN
         (SELECT array_to_json(array_agg(o ORDER BY o))::text FROM unnest(i.reloptions) o) END AS options,
       CASE WHEN i.reltablespace <> 0 THEN
         (SELECT spcname FROM pg_tablespace s WHERE s.oid = i.reltablespace) END AS tablespace,
       CASE WHEN x.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN x.indisreplident THEN 'yes' END AS replica_identity,
       d.description AS comment, c.relkind AS _table_kind,
       CASE WHEN k.contype IN ('p', 'f') THEN
         (SELECT array_to_json(array_agg(a.attname ORDER BY a.attnum))::text
            FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) END AS _columns,
       CASE WHEN k.contype IN ('p', 'u', 'f') THEN
         (SELECT json_agg(a.attname ORDER BY array_position(k.conkey, a.attnum))::text
            FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) END AS _key,
       CASE WHEN k.contype = 'f' THEN
         (SELECT json_agg(a.attname ORDER BY array_position(k.confkey, a.attnum))::text
            FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)) END AS _parent_key,
       CASE WHEN k.contype = 'f' THEN
         (SELECT json_build_array(pn.nspname, pc.relname)::text FROM pg_class pc, pg_namespace pn
           WHERE pc.oid = k.confrelid AND pn.oid = pc.relnamespace) END AS _parent
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class i ON i.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_index x ON x.indexrelid = i.oid
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
 WHERE k.contype IN ('p', 'u', 'c', 'f', 'x') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND c.relkind IN ('r', 'p') AND k.coninhcount = 0 AND k.conparentid = 0
