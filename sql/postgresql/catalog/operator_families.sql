-- Operator families, with the members that are in none of their classes.
SELECT 'operator family' AS kind, 'pg_opfamily' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, format('%s USING %s', c.opfname, m.amname) AS name2,
       'OPERATOR FAMILY ' || o.called AS definition,
       (SELECT json_agg(format('ALTER OPERATOR FAMILY %s ADD %s', o.called, e.text)
                        ORDER BY e.part, e.number, e.text)::text
          FROM (SELECT 1, a.amopstrategy,
                       format('OPERATOR %s %s%s', a.amopstrategy, a.amopopr::regoperator,
                              (SELECT format(' FOR ORDER BY %I.%I', s.nspname, f.opfname)
                                 FROM pg_opfamily f JOIN pg_namespace s ON s.oid = f.opfnamespace
                                WHERE f.oid = a.amopsortfamily))
                  FROM pg_depend m JOIN pg_amop a ON a.oid = m.objid
                 WHERE m.classid = 'pg_amop'::regclass
                   AND m.refclassid = 'pg_opfamily'::regclass AND m.refobjid = c.oid
                UNION ALL
                SELECT 2, a.amprocnum,
                       format('FUNCTION %s (%s, %s) %s', a.amprocnum,
                              format_type(a.amproclefttype, NULL),
                              format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
                  FROM pg_depend m JOIN pg_amproc a ON a.oid = m.objid
                 WHERE m.classid = 'pg_amproc'::regclass
                   AND m.refclassid = 'pg_opfamily'::regclass AND m.refobjid = c.oid)
               e (part, number, text))
         AS and_then,
       o.called AS _called,
       pg_get_userbyid(c.opfowner) AS owner,
       CASE WHEN c.opfowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_opfamily c
  JOIN pg_namespace n ON n.oid = c.opfnamespace
  JOIN pg_am m ON m.oid = c.opfmethod
 CROSS JOIN LATERAL (SELECT format('%s%I USING %I', CASE WHEN pg_opfamily_is_visible(c.oid) THEN ''
                                     ELSE quote_ident(n.nspname) || '.' END,
                                   c.opfname, m.amname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_opfamily'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
