-- Text search configurations, with their mappings.
SELECT 'text search configuration' AS kind, 'pg_ts_config' AS class, t.oid, 0 AS sub,
       n.nspname AS name1, t.cfgname AS name2,
       format('TEXT SEARCH CONFIGURATION %s (PARSER = %I.%I)', o.called, s.nspname, p.prsname)
         AS definition,
       (SELECT json_agg(format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %I WITH %s',
                               o.called, k.alias, m.dictionaries) ORDER BY m.maptokentype)::text
          FROM (SELECT maptokentype,
                       string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno)
                  FROM pg_ts_config_map WHERE mapcfg = t.oid
                 GROUP BY maptokentype) m (maptokentype, dictionaries)
          JOIN ts_token_type(t.cfgparser) k ON k.tokid = m.maptokentype) AS and_then,
       o.called AS _called,
       pg_get_userbyid(t.cfgowner) AS owner,
       CASE WHEN t.cfgowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_ts_config t
  JOIN pg_namespace n ON n.oid = t.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = t.cfgparser
  JOIN pg_namespace s ON s.oid = p.prsnamespace
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_ts_config_is_visible(t.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(t.cfgname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_ts_config'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.oid >= 16384 AND n.nspname !~ '^pg_'
