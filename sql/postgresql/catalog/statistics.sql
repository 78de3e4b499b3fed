-- Extended statistics.
SELECT 'statistics' AS kind, 'pg_statistic_ext' AS class, s.oid, 0 AS sub,
       'pg_class' AS part_class, s.stxrelid AS part_oid, 0 AS part_sub,
       n.nspname AS name1, s.stxname AS name2,
       substr(pg_get_statisticsobjdef(s.oid), 1 + length('CREATE ')) AS definition,
       CASE WHEN s.stxstattarget >= 0 THEN json_build_array(
         format('ALTER STATISTICS %s SET STATISTICS %s', o.called, s.stxstattarget))::text
       END AS and_then,
       o.called AS _called,
       pg_get_userbyid(s.stxowner) AS owner,
       CASE WHEN s.stxowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_statistic_ext s
  JOIN pg_namespace n ON n.oid = s.stxnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_statistics_obj_is_visible(s.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(s.stxname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_'
