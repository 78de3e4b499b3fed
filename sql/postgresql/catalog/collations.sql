-- Collations; the version of what they rest on is not compared.
SELECT 'collation' AS kind, 'pg_collation' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.collname AS name2,
       format('COLLATION %s (%s)', o.called, concat_ws(', ',
         'PROVIDER = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                                              ELSE 'libc' END,
         CASE WHEN NOT c.collisdeterministic THEN 'DETERMINISTIC = false' END,
         -- The column has had three names.
         CASE WHEN c.collprovider IN ('i', 'b') OR c.collcollate = c.collctype
              THEN 'LOCALE = ' || quote_literal(COALESCE(to_jsonb(c) ->> 'colllocale',
                to_jsonb(c) ->> 'colliculocale', c.collcollate)) END,
         CASE WHEN c.collprovider = 'c' AND c.collcollate <> c.collctype
              THEN format('LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype) END,
         'RULES = ' || quote_literal(to_jsonb(c) ->> 'collicurules'))) AS definition,
       o.called AS _called,
       pg_get_userbyid(c.collowner) AS owner,
       CASE WHEN c.collowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_collation c
  JOIN pg_namespace n ON n.oid = c.collnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_collation_is_visible(c.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(c.collname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_collation'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
