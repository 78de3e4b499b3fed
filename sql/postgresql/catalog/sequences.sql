-- Sequences, but for those of identity columns. One that is owned by a column is a part of it.
SELECT 'sequence' AS kind, 'pg_class' AS class, c.oid, 0 AS sub,
       o.refobjid AS part_oid, o.refobjsubid AS part_sub,
       CASE WHEN o.objid IS NOT NULL THEN 'pg_class' END AS part_class,
       n.nspname AS name1, c.relname AS name2,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       CASE WHEN s.seqtypid <> 'int8'::regtype THEN format_type(s.seqtypid, NULL) END AS type,
       CASE WHEN s.seqincrement <> 1 THEN s.seqincrement END AS increment,
       CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE b.low END
            THEN s.seqmin END AS minimum,
       CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN b.high ELSE -1 END
            THEN s.seqmax END AS maximum,
       CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END
            THEN s.seqstart END AS start,
       CASE WHEN s.seqcache <> 1 THEN s.seqcache END AS cache,
       CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
       CASE WHEN o.objid IS NOT NULL
            THEN format('%s.%I', o.refobjid::regclass, a.attname) END AS owned_by,
       s.seqmin AS _low, s.seqmax AS _high, s.seqstart AS _first,
       CASE WHEN d.description IS NULL
             AND pg_get_expr(e.adbin, e.adrelid) = format('nextval(%L::regclass)', c.oid::regclass) THEN
         CASE s.seqtypid WHEN 'int2'::regtype THEN 'smallserial' WHEN 'int4'::regtype THEN 'serial'
                         ELSE 'bigserial' END END AS _serial,
       pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.relowner = (SELECT quote_ident(current_user)::regrole) THEN 'yes' END AS _mine,
       c.relacl::text AS grants,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('s', c.relowner)::text END AS _default_grants,
       d.description AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_sequence s ON s.seqrelid = c.oid
  LEFT JOIN (VALUES ('int2'::regtype, -32768::int8, 32767::int8),
                    ('int4', -2147483648, 2147483647),
                    ('int8', -9223372036854775808, 9223372036854775807)) b (type, low, high)
    ON b.type = s.seqtypid
  LEFT JOIN (pg_sequence u
             JOIN pg_depend o
               ON o.classid = 'pg_class'::regclass AND o.objid = u.seqrelid AND o.objsubid = 0
              AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype = 'a'
             JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
             JOIN pg_class t ON t.oid = o.refobjid)
    ON u.seqrelid = c.oid
  -- What `serial` makes, and nothing else (_serial looks at the expression, for these few).
  LEFT JOIN pg_attrdef e
    ON e.adrelid = o.refobjid AND e.adnum = o.refobjsubid AND a.attnotnull AND a.attislocal
   AND a.attgenerated = '' AND s.seqtypid = a.atttypid AND s.seqincrement = 1 AND s.seqmin = 1
   AND s.seqmax = b.high AND s.seqstart = 1 AND s.seqcache = 1 AND NOT s.seqcycle
   AND c.relname = t.relname || '_' || a.attname || '_seq' AND c.relnamespace = t.relnamespace
   AND c.relowner = t.relowner AND c.relpersistence = t.relpersistence AND c.relacl IS NULL
  LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend i
                    WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                      AND i.deptype = 'i' AND i.refobjsubid > 0)
