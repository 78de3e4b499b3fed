-- Scratch databases that nobody uses and that are older than $1 seconds: their runs were killed. The
-- comment has the second in which each was made.
SELECT d.datname
  FROM pg_catalog.pg_database d
  JOIN pg_catalog.pg_shdescription s
    ON s.objoid OPERATOR(pg_catalog.=) d.oid
   AND s.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_database'::pg_catalog.regclass
 WHERE pg_catalog.starts_with(d.datname::pg_catalog.text, 'migrate_scratch_')
   AND s.description OPERATOR(pg_catalog.~) '^migrate scratch, [0-9]{1,15}$'
   AND pg_catalog.substr(s.description, 18)::pg_catalog.int8
       OPERATOR(pg_catalog.<) (pg_catalog.date_part('epoch', pg_catalog.now())::pg_catalog.int8
                               OPERATOR(pg_catalog.-) $1::pg_catalog.int8)
   AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                    WHERE a.datname OPERATOR(pg_catalog.=) d.datname)
