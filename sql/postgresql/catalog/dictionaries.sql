-- Text search dictionaries.
SELECT 'text search dictionary' AS kind, 'pg_ts_dict' AS class, t.oid, 0 AS sub,
       n.nspname AS name1, t.dictname AS name2,
       format('TEXT SEARCH DICTIONARY %s (%s)', o.called, concat_ws(', ',
         format('TEMPLATE = %I.%I', s.nspname, m.tmplname), t.dictinitoption)) AS definition,
       o.called AS _called,
       pg_get_userbyid(t.dictowner) AS owner,
       CASE WHEN t.dictowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_ts_dict t
  JOIN pg_namespace n ON n.oid = t.dictnamespace
  JOIN pg_ts_template m ON m.oid = t.dicttemplate
  JOIN pg_namespace s ON s.oid = m.tmplnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_ts_dict_is_visible(t.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(t.dictname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_ts_dict'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.oid >= 16384 AND n.nspname !~ '^pg_'
