-- What refers to what. A sequence's dependence on the column that owns it is no need of it.
SELECT d.classid::regclass::text AS class, d.objid AS oid, d.objsubid AS sub,
       d.refclassid::regclass::text AS to_class, d.refobjid AS to_oid, d.refobjsubid AS to_sub
  FROM pg_depend d
 WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S') AND d.objid >= 16384
   AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)
   AND NOT (d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
            AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid))
UNION ALL
-- A child's columns and defaults: made after those of the parent, on which they fall back.
SELECT 'pg_class', i.inhrelid, a.attnum, 'pg_class', i.inhparent, p.attnum
  FROM pg_inherits i
  JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0 AND NOT a.attislocal
  JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname
UNION ALL
SELECT CASE WHEN e.oid IS NULL THEN 'no default' ELSE 'pg_attrdef' END,
       COALESCE(e.oid, a.attrelid), CASE WHEN e.oid IS NULL THEN a.attnum ELSE 0 END,
       'pg_attrdef', q.oid, 0
  FROM pg_inherits i
  JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0
  JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname
  JOIN pg_attrdef q ON q.adrelid = p.attrelid AND q.adnum = p.attnum
  LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
UNION ALL
-- A table is attached when it has its columns, and detached before its parent changes.
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_class', a.attrelid, a.attnum
  FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0
UNION ALL
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_class', a.attrelid, a.attnum
  FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhparent AND a.attnum > 0
UNION ALL
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_constraint', k.oid, 0
  FROM pg_inherits i JOIN pg_constraint k ON k.conrelid = i.inhparent
UNION ALL
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_constraint', k.oid, 0
  FROM pg_inherits i JOIN pg_constraint k ON k.conrelid = i.inhrelid AND k.contype = 'c'
UNION ALL
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_class', x.indexrelid, 0
  FROM pg_inherits i JOIN pg_index x ON x.indrelid = i.inhparent
UNION ALL
SELECT 'pg_inherits', i.inhrelid, i.inhseqno, 'pg_class', i.inhparent, 0 FROM pg_inherits i
UNION ALL
-- What looks at a column stands in the way of its type's being made anew.
SELECT d.classid::regclass::text, d.objid, d.objsubid, 'pg_type', a.atttypid, 0
  FROM pg_depend d
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE d.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
                     'pg_proc'::regclass)
   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND a.atttypid >= 16384
