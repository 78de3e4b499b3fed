-- Procedural languages that no extension has made.
SELECT 'language' AS kind, 'pg_language' AS class, l.oid, 0 AS sub,
       l.lanname AS name1,
       format('%sLANGUAGE %I%s', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' END, l.lanname,
         concat(' HANDLER ' || NULLIF(l.lanplcallfoid, 0)::regproc,
                ' INLINE ' || NULLIF(l.laninline, 0)::regproc,
                ' VALIDATOR ' || NULLIF(l.lanvalidator, 0)::regproc)) AS definition,
       quote_ident(l.lanname) AS _called,
       pg_get_userbyid(l.lanowner) AS owner,
       CASE WHEN l.lanowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       l.lanacl::text AS grants,
       CASE WHEN l.lanacl IS NOT NULL THEN acldefault('l', l.lanowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_language l
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_language'::regclass AND d.objoid = l.oid AND d.objsubid = 0
 WHERE l.lanispl AND l.oid >= 16384
