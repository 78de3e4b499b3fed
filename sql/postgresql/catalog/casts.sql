-- Casts, but for those that a range makes to its multirange.
SELECT 'cast' AS kind, 'pg_cast' AS class, c.oid, 0 AS sub,
       o.called AS name1,
       format('CAST %s %s%s', o.called,
         CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure
                           WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
         CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)
         AS definition,
       o.called AS _called,
       d.description AS comment
  FROM pg_cast c
 CROSS JOIN LATERAL (SELECT format('(%s AS %s)', format_type(c.castsource, NULL),
                                   format_type(c.casttarget, NULL))) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_cast'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_depend i
                    WHERE i.classid = 'pg_cast'::regclass AND i.objid = c.oid AND i.deptype = 'i')
