-- Aggregates.
SELECT 'aggregate' AS kind, 'pg_proc' AS class, p.oid, 0 AS sub,
       n.nspname AS name1, format('%s(%s)', p.proname, oidvectortypes(p.proargtypes)) AS name2,
       format('(%s) (%s)', COALESCE(NULLIF(pg_get_function_arguments(p.oid), ''), '*'),
         concat_ws(', ',
           'SFUNC = ' || a.aggtransfn::regproc,
           'STYPE = ' || format_type(a.aggtranstype, NULL),
           'SSPACE = ' || NULLIF(a.aggtransspace, 0),
           'INITCOND = ' || quote_literal(a.agginitval),
           'FINALFUNC = ' || NULLIF(a.aggfinalfn, 0)::regproc,
           CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
           CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN
             'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY'
                                        WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
           'COMBINEFUNC = ' || NULLIF(a.aggcombinefn, 0)::regproc,
           'SERIALFUNC = ' || NULLIF(a.aggserialfn, 0)::regproc,
           'DESERIALFUNC = ' || NULLIF(a.aggdeserialfn, 0)::regproc,
           'MSFUNC = ' || NULLIF(a.aggmtransfn, 0)::regproc,
           'MINVFUNC = ' || NULLIF(a.aggminvtransfn, 0)::regproc,
           'MSTYPE = ' || format_type(NULLIF(a.aggmtranstype, 0), NULL),
           'MSSPACE = ' || NULLIF(a.aggmtransspace, 0),
           'MINITCOND = ' || quote_literal(a.aggminitval),
           'MFINALFUNC = ' || NULLIF(a.aggmfinalfn, 0)::regproc,
           CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
           CASE WHEN a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN
             'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY'
                                         WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
           'SORTOP = ' || (SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname)
                             FROM pg_operator o JOIN pg_namespace s ON s.oid = o.oprnamespace
                            WHERE o.oid = a.aggsortop),
           'PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
           CASE a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END)) AS definition,
       p.proname AS _name,
       COALESCE(NULLIF(pg_get_function_identity_arguments(p.oid), ''), '*') AS _arguments,
       pg_get_userbyid(p.proowner) AS owner,
       CASE WHEN p.proowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       p.proacl::text AS grants,
       CASE WHEN p.proacl IS NOT NULL THEN acldefault('f', p.proowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_proc p
  JOIN pg_aggregate a ON a.aggfnoid = p.oid
  JOIN pg_namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 WHERE p.prokind = 'a' AND p.oid >= 16384 AND n.nspname !~ '^pg_'
