-- The sequences that number a table's rows, those of its serial and identity columns: how each is
-- called in setval(), and how it is read.
SELECT s.oid::regclass::text AS called, format('%I.%I', n.nspname, s.relname) AS read
  FROM pg_depend d
  JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
  JOIN pg_namespace n ON n.oid = s.relnamespace
  JOIN pg_class c ON c.oid = d.refobjid
  JOIN pg_namespace m ON m.oid = c.relnamespace
 WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
   AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0 AND m.nspname = $1 AND c.relname = $2
 ORDER BY d.refobjsubid, called
