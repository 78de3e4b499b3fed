-- Event triggers.
SELECT 'event trigger' AS kind, 'pg_event_trigger' AS class, e.oid, 0 AS sub,
       e.evtname AS name1,
       e.evtevent || COALESCE(E'\n    WHEN TAG IN (' ||
           (SELECT string_agg(quote_literal(t), ', ' ORDER BY t) FROM unnest(e.evttags) t) || ')',
         '') || E'\n    EXECUTE FUNCTION ' || e.evtfoid::regproc || '()' AS definition,
       CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                         WHEN 'A' THEN 'ENABLE ALWAYS' END AS enabled,
       pg_get_userbyid(e.evtowner) AS owner,
       CASE WHEN e.evtowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_event_trigger e
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = e.oid AND d.objsubid = 0
