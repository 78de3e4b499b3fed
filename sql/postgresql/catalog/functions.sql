-- Functions and procedures; those that make values of a range belong to it.
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
       'pg_proc' AS class, p.oid, 0 AS sub,
       n.nspname AS name1, format('%s(%s)', p.proname, oidvectortypes(p.proargtypes)) AS name2,
       -- All that follows the name.
       substr(pg_get_functiondef(p.oid),
              1 + length(format('CREATE OR REPLACE %s %I.%I',
                                CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                                n.nspname, p.proname))) AS definition,
       p.proname AS _name, oidvectortypes(p.proargtypes) AS _arguments,
       pg_get_function_result(p.oid) AS _result,
       -- Names of arguments that go in, and names and types of what comes out.
       (SELECT json_agg(COALESCE(p.proargnames[i], '') ORDER BY i)::text
          FROM generate_subscripts(p.proargnames, 1) i
         WHERE p.proargmodes IS NULL OR p.proargmodes[i] IN ('i', 'b', 'v')) AS _names,
       (SELECT json_agg(json_build_array(p.proargnames[i], format_type(p.proallargtypes[i], NULL))
                        ORDER BY i)::text
          FROM generate_subscripts(p.proargmodes, 1) i
         WHERE p.proargmodes[i] IN ('o', 'b', 't')) AS _out,
       p.pronargdefaults AS _defaults,
       -- A body that is only a text, which is checked when the function is made.
       CASE WHEN l.lanname IN ('sql', 'plpgsql')
             AND p.prosqlbody IS NULL -- 14+
            THEN p.prosrc END AS _body,
       pg_get_userbyid(p.proowner) AS owner,
       CASE WHEN p.proowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       p.proacl::text AS grants,
       CASE WHEN p.proacl IS NOT NULL THEN acldefault('f', p.proowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 WHERE p.prokind <> 'a' AND p.oid >= 16384 AND n.nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend i
                    WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
