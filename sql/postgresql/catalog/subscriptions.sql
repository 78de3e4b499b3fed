-- Subscriptions, without their connections: there are secrets in them. Whether one is enabled is no
-- part of its definition, but what somebody has switched. Before 14 others than superusers may not
-- read all columns.
SELECT 'subscription' AS kind, 'pg_subscription' AS class,
       s.oid, -- 14+
       0 AS oid, -- <14
       0 AS sub, s.subname AS name1,
       (SELECT string_agg(quote_ident(p), ', ' ORDER BY p COLLATE "C")
          FROM unnest(s.subpublications) p) AS publications,
       CASE WHEN s.subslotname IS NULL THEN 'NONE'
            WHEN s.subslotname <> s.subname THEN quote_literal(s.subslotname) END AS slot_name,
       CASE WHEN s.subsynccommit <> 'off' THEN quote_literal(s.subsynccommit) END AS synchronous_commit, -- 14+
       CASE WHEN s.subbinary THEN 'true' END AS binary, -- 14+
       CASE s.substream::text WHEN 'true' THEN 'on' WHEN 't' THEN 'on' -- 14+
            WHEN 'f' THEN 'off' WHEN 'p' THEN NULL -- 18+
            WHEN 'p' THEN 'parallel' END AS streaming, -- 14+
       'parallel' AS _default_streaming, -- 18+
       CASE WHEN s.subtwophasestate <> 'd' THEN 'true' END AS two_phase, -- 15+
       CASE WHEN s.subdisableonerr THEN 'true' END AS disable_on_error, -- 15+
       CASE WHEN NOT s.subpasswordrequired THEN 'false' END AS password_required, -- 16+
       CASE WHEN s.subrunasowner THEN 'true' END AS run_as_owner, -- 16+
       CASE WHEN s.suborigin <> 'any' THEN quote_literal(s.suborigin) END AS origin, -- 16+
       CASE WHEN s.subfailover THEN 'true' END AS failover, -- 17+
       CASE WHEN s.subenabled THEN 'yes' END AS _enabled,
       pg_get_userbyid(s.subowner) AS owner,
       CASE WHEN s.subowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       (SELECT d.description FROM pg_description d
         WHERE d.classoid = 'pg_subscription'::regclass
           AND d.objoid = s.oid -- 14+
           AND d.objoid IN (SELECT t.subid FROM pg_stat_subscription t WHERE t.subname = s.subname) -- <14
       ) AS comment
  FROM pg_subscription s
 WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
