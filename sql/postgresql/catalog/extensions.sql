-- Extensions. A comment that is the extension's own is none.
SELECT 'extension' AS kind, 'pg_extension' AS class, e.oid, 0 AS sub,
       e.extname AS name1,
       n.nspname AS schema,
       e.extversion AS version,
       a.default_version AS _default_version, a.comment AS _own_comment,
       CASE WHEN d.description IS DISTINCT FROM a.comment THEN d.description END AS comment
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
  LEFT JOIN LATERAL (SELECT v.default_version, v.comment
                       FROM pg_available_extensions() v WHERE v.name = e.extname) a ON true
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_extension'::regclass AND d.objoid = e.oid AND d.objsubid = 0
 WHERE e.oid >= 16384
