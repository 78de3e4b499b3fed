-- Foreign tables. Their rows are elsewhere, so that they can be made anew at any change.
SELECT 'foreign table' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       n.nspname AS name1, c.relname AS name2,
       format(E'FOREIGN TABLE %s (\n    %s\n)\nSERVER %I%s', o.called,
         (SELECT string_agg(line, E',\n    ' ORDER BY part, place, line)
            FROM (SELECT 1, a.attnum,
                         concat(quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
                           ' OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value),
                                                              ', ' ORDER BY option_name)
                                              FROM pg_options_to_table(a.attfdwoptions)) || ')',
                           CASE WHEN a.attcollation NOT IN (0, t.typcollation)
                                THEN ' COLLATE ' || a.attcollation::regcollation END,
                           CASE WHEN e.oid IS NOT NULL THEN
                             CASE a.attgenerated WHEN '' THEN ' DEFAULT ' || pg_get_expr(e.adbin, e.adrelid)
                               ELSE format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(e.adbin, e.adrelid))
                             END END,
                           CASE WHEN a.attnotnull THEN ' NOT NULL' END)
                    FROM pg_attribute a
                    JOIN pg_type t ON t.oid = a.atttypid
                    LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  UNION ALL
                  SELECT 2, 0, format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
                    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')
                 l (part, place, line)),
         s.srvname,
         E'\nOPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', '
                                              ORDER BY option_name)
                              FROM pg_options_to_table(f.ftoptions)) || ')') AS definition,
       (SELECT json_agg(format('COMMENT ON COLUMN %s.%I IS %L', o.called, a.attname, p.description)
                        ORDER BY a.attnum)::text
          FROM pg_description p JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.objsubid
         WHERE p.classoid = 'pg_class'::regclass AND p.objoid = c.oid AND p.objsubid > 0) AS and_then,
       o.called AS _called,
       pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       c.relacl::text AS grants,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_foreign_table f ON f.ftrelid = c.oid
  JOIN pg_foreign_server s ON s.oid = f.ftserver
 CROSS JOIN LATERAL (SELECT CASE WHEN pg_table_is_visible(c.oid) THEN ''
                                 ELSE quote_ident(n.nspname) || '.' END || quote_ident(c.relname)) o (called)
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind = 'f' AND NOT c.relispartition AND n.nspname !~ '^pg_'
