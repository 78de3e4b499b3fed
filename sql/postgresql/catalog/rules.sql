-- Rules, but for those that make a view what it is.
SELECT 'rule' AS kind, 'pg_rewrite' AS class, r.oid, 0 AS sub,
       'pg_class' AS part_class, r.ev_class AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, r.rulename AS name3,
       rtrim(substr(pg_get_ruledef(r.oid), 1 + length('CREATE ')), ';') AS definition,
       CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                         WHEN 'A' THEN 'ENABLE ALWAYS' END AS enabled,
       d.description AS comment
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = r.oid AND d.objsubid = 0
 WHERE r.rulename <> '_RETURN' AND r.oid >= 16384 AND n.nspname !~ '^pg_'
