-- What refers to what. A sequence's dependence on the column that owns it is no need of it.
SELECT d.classid::regclass::text AS class, d.objid AS oid, d.objsubid AS sub,
       d.refclassid::regclass::text AS to_class, d.refobjid AS to_oid, d.refobjsubid AS to_sub
  FROM pg_depend d
 WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S') AND d.objid >= 16384
   AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)
   AND NOT (d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
            AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid))
