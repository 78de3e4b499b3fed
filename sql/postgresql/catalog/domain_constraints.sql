-- CHECK constraints of domains; NOT NULL is an attribute of the domain.
SELECT 'domain constraint' AS kind, 'pg_constraint' AS class, k.oid, 0 AS sub,
       'pg_type' AS part_class, k.contypid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, t.typname AS name2, k.conname AS name3,
       regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') AS definition,
       CASE WHEN NOT k.convalidated THEN 'yes' END AS not_valid,
       d.description AS comment
  FROM pg_constraint k
  JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
 WHERE k.contype = 'c' AND t.oid >= 16384 AND n.nspname !~ '^pg_'
