-- Publications.
SELECT 'publication' AS kind, 'pg_publication' AS class, p.oid, 0 AS sub,
       p.pubname AS name1,
       CASE WHEN p.puballtables THEN 'yes' END AS all_tables,
       (SELECT string_agg(t.text, ', ' ORDER BY t.text)
          FROM (SELECT 'TABLE ONLY ' || r.prrelid::regclass
                       || COALESCE((SELECT format(' (%s)', string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)) -- 15+
                                      FROM pg_attribute a -- 15+
                                     WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs) -- 15+
                                     HAVING count(*) > 0), '') -- 15+
                       || COALESCE(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '') -- 15+
                  FROM pg_publication_rel r WHERE r.prpubid = p.oid
                UNION ALL -- 15+
                SELECT 'TABLES IN SCHEMA ' || s.pnnspid::regnamespace -- 15+
                  FROM pg_publication_namespace s WHERE s.pnpubid = p.oid -- 15+
               ) t (text)) AS targets,
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN
         concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                         CASE WHEN p.pubupdate THEN 'update' END,
                         CASE WHEN p.pubdelete THEN 'delete' END,
                         CASE WHEN p.pubtruncate THEN 'truncate' END) END AS publish,
       CASE WHEN p.pubviaroot THEN 'yes' END AS via_root,
       CASE p.pubgencols WHEN 's' THEN 'stored' END AS generated_columns, -- 18+
       pg_get_userbyid(p.pubowner) AS owner,
       CASE WHEN p.pubowner = quote_ident(current_user)::regrole THEN 'yes' END AS _mine,
       d.description AS comment
  FROM pg_publication p
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_publication'::regclass AND d.objoid = p.oid AND d.objsubid = 0
