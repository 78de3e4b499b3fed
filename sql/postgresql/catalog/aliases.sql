-- Objects that are no facts of their own, and the fact that stands for each: what depends on the one
-- depends on the other.
SELECT 'pg_rewrite' AS class, r.oid, 'pg_class' AS to_class, r.ev_class AS to_oid, 0 AS to_sub
  FROM pg_rewrite r WHERE r.rulename = '_RETURN' AND r.oid >= 16384
UNION ALL
SELECT 'pg_type', t.oid, 'pg_class', t.typrelid, 0
  FROM pg_type t WHERE t.typrelid <> 0 AND t.oid >= 16384
UNION ALL
SELECT 'pg_type', t.typarray, 'pg_type', t.oid, 0
  FROM pg_type t WHERE t.typarray <> 0 AND t.oid >= 16384
UNION ALL
SELECT 'pg_type', r.rngmultitypid, 'pg_type', r.rngtypid, 0 -- 14+
  FROM pg_range r WHERE r.rngtypid >= 16384 -- 14+
UNION ALL -- 14+
SELECT 'pg_proc', d.objid, 'pg_type', d.refobjid, 0
  FROM pg_depend d
 WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'i' AND d.refclassid = 'pg_type'::regclass
   AND d.objid >= 16384
UNION ALL
SELECT d.classid::regclass::text, d.objid, d.refclassid::regclass::text, d.refobjid, 0
  FROM pg_depend d
 WHERE d.objid >= 16384
   AND (d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
        AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
        OR d.refclassid = 'pg_publication'::regclass AND d.deptype = 'a')
UNION ALL
SELECT 'pg_attrdef', e.oid, 'pg_class', e.adrelid, e.adnum
  FROM pg_attrdef e JOIN pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
 WHERE a.attgenerated <> ''
UNION ALL
SELECT 'pg_class', k.conindid, 'pg_constraint', k.oid, 0
  FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND k.conindid >= 16384
UNION ALL
SELECT d.classid::regclass::text, d.objid, 'pg_extension', d.refobjid, 0
  FROM pg_depend d WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
