-- Operator classes.
SELECT 'operator class' AS kind, 'pg_opclass' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, format('%s USING %s', c.opcname, m.amname) AS name2,
       format(E'OPERATOR CLASS %s%s FOR TYPE %s USING %I FAMILY %I.%I AS\n    %s', o.name,
              CASE WHEN c.opcdefault THEN ' DEFAULT' END, format_type(c.opcintype, NULL), m.amname,
              g.nspname, f.opfname,
              concat_ws(E',\n    ',
                'STORAGE ' || format_type(NULLIF(c.opckeytype, 0), NULL),
       (SELECT string_agg(e.text, E',\n    ' ORDER BY e.part, e.number, e.text)
          FROM (SELECT 1, a.amopstrategy,
                       format('OPERATOR %s %s%s', a.amopstrategy, a.amopopr::regoperator,
                              (SELECT format(' FOR ORDER BY %I.%I', s.nspname, f.opfname)
                                 FROM pg_opfamily f JOIN pg_namespace s ON s.oid = f.opfnamespace
                                WHERE f.oid = a.amopsortfamily))
                  FROM pg_depend m JOIN pg_amop a ON a.oid = m.objid
                 WHERE m.classid = 'pg_amop'::regclass
                   AND m.refclassid = 'pg_opclass'::regclass AND m.refobjid = c.oid
                UNION ALL
                SELECT 2, a.amprocnum,
                       format('FUNCTION %s (%s, %s) %s', a.amprocnum,
                              format_type(a.amproclefttype, NULL),
                              format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
                  FROM pg_depend m JOIN pg_amproc a ON a.oid = m.objid
                 WHERE m.classid = 'pg_amproc'::regclass
                   AND m.refclassid = 'pg_opclass'::regclass AND m.refobjid = c.oid)
               e (part, number, text))
              )) AS definition,
       o.name || ' USING ' || quote_ident(m.amname) AS _called,
       pg_get_userbyid(c.opcowner) AS owner,
       CASE WHEN c.opcowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_opclass c
  JOIN pg_namespace n ON n.oid = c.opcnamespace
  JOIN pg_am m ON m.oid = c.opcmethod
  JOIN pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_namespace g ON g.oid = f.opfnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_opclass_is_visible(c.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(c.opcname)) o (name)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_opclass'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
