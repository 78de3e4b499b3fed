-- Policies of row security.
SELECT 'policy' AS kind, 'pg_policy' AS class, p.oid, 0 AS sub,
       'pg_class' AS part_class, p.polrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, c.relname AS name2, p.polname AS name3,
       CASE WHEN NOT p.polpermissive THEN 'yes' END AS restrictive,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                     WHEN 'd' THEN 'DELETE' END AS command,
       CASE WHEN p.polroles <> '{0}' THEN
         (SELECT string_agg(o.name, ', ' ORDER BY o.name)
            FROM (SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END
                    FROM unnest(p.polroles) r) o (name)) END AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_get_expr(p.polwithcheck, p.polrelid) AS "check",
       d.description AS comment
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_'
