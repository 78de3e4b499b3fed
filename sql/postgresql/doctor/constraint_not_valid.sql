-- Constraints that hold for new rows only. NOT ENFORCED ones (18 and newer have that column) are not
-- meant to hold; inherited ones are validated with their parent's.
SELECT format('the constraint %I on %s is NOT VALID: rows from before it are not checked', k.conname,
              k.conrelid::regclass),
       pg_get_constraintdef(k.oid),
       format('ALTER TABLE %s VALIDATE CONSTRAINT %I; (reads and writes go on meanwhile)',
              k.conrelid::regclass, k.conname)
  FROM pg_constraint k
 WHERE NOT k.convalidated
   AND k.conrelid <> 0
   AND k.coninhcount = 0
   AND coalesce(to_jsonb(k) ->> 'conenforced', 'true') = 'true'
 ORDER BY k.conrelid::regclass::text, k.conname;
