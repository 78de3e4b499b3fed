-- What the role of this session lacks for the pending revisions, as far as it can be known: making
-- objects in the first schema, and writing the history (or making its tables).
WITH history AS (
  SELECT c.oid, c.relname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = {history}
     AND c.relname IN ('migrate_meta', 'migrate_revision', 'migrate_script', 'migrate_event')),
wanted AS (
  SELECT nspname, 'CREATE' AS privilege,
         CASE nspname WHEN {first} THEN 'to make objects without a schema of their own'
                      ELSE 'to make the history tables' END AS purpose
    FROM pg_namespace
   WHERE nspname = {first}
      OR (nspname = {history} AND NOT EXISTS (SELECT FROM history)))
SELECT format('%I may not CREATE in the schema %I, %s', current_user, nspname, purpose),
       NULL,
       format('GRANT USAGE, CREATE ON SCHEMA %I TO %I;', nspname, current_user)
  FROM wanted
 WHERE NOT has_schema_privilege(nspname, privilege)
UNION ALL
SELECT format('%I may not %s %s, which runs do', current_user, lacking, place),
       NULL,
       format('GRANT %s ON %s TO %I;', lacking, place, current_user)
  FROM (SELECT h.oid::regclass::text AS place,
               string_agg(p.privilege, ', ' ORDER BY p.number) AS lacking
          FROM history h
          JOIN (VALUES (1, 'SELECT', ''), (2, 'INSERT', ''),
                       (3, 'UPDATE', 'migrate_event migrate_script'),
                       (4, 'DELETE', 'migrate_event migrate_script migrate_meta'))
               AS p (number, privilege, not_for) ON strpos(p.not_for, h.relname) = 0
         WHERE NOT has_table_privilege(h.oid, p.privilege)
         GROUP BY h.oid) t
 ORDER BY 1;
