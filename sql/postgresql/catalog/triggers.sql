-- Triggers of tables and views, but for those that partitions have from their parents.
SELECT 'trigger' AS kind, 'pg_trigger' AS class, t.oid, 0 AS sub,
       'pg_class' AS part_class, t.tgrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, t.tgname AS name3,
       pg_get_triggerdef(t.oid) AS definition,
       CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                        WHEN 'A' THEN 'ENABLE ALWAYS' END AS enabled,
       d.description AS comment
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND n.nspname !~ '^pg_'
