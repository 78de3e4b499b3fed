-- Operators.
SELECT 'operator' AS kind, 'pg_operator' AS class, p.oid, 0 AS sub,
       n.nspname AS name1, p.oprname || o.arguments AS name2,
       format('OPERATOR %s (%s)', o.name, concat_ws(', ',
         'FUNCTION = ' || p.oprcode::regproc,
         'LEFTARG = ' || format_type(NULLIF(p.oprleft, 0), NULL),
         'RIGHTARG = ' || format_type(NULLIF(p.oprright, 0), NULL),
         'COMMUTATOR = ' || (SELECT format('OPERATOR(%I.%s)', s.nspname, q.oprname)
                               FROM pg_operator q JOIN pg_namespace s ON s.oid = q.oprnamespace
                              WHERE q.oid = p.oprcom),
         'NEGATOR = ' || (SELECT format('OPERATOR(%I.%s)', s.nspname, q.oprname)
                            FROM pg_operator q JOIN pg_namespace s ON s.oid = q.oprnamespace
                           WHERE q.oid = p.oprnegate),
         'RESTRICT = ' || NULLIF(p.oprrest, 0)::regproc,
         'JOIN = ' || NULLIF(p.oprjoin, 0)::regproc,
         CASE WHEN p.oprcanhash THEN 'HASHES' END,
         CASE WHEN p.oprcanmerge THEN 'MERGES' END)) AS definition,
       o.name || o.arguments AS _called,
       pg_get_userbyid(p.oprowner) AS owner,
       CASE WHEN p.oprowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_operator p
  JOIN pg_namespace n ON n.oid = p.oprnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_operator_is_visible(p.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || p.oprname,
                            format(' (%s, %s)',
                              COALESCE(format_type(NULLIF(p.oprleft, 0), NULL), 'NONE'),
                              COALESCE(format_type(NULLIF(p.oprright, 0), NULL), 'NONE')))
         o (name, arguments)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_operator'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 WHERE p.oprcode <> 0 AND p.oid >= 16384 AND n.nspname !~ '^pg_'
