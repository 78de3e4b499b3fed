-- Time limits set for our login or our database, which end long statements and waits. Sessions of
-- this program begin by setting their own; scripts that people run by hand are cut off.
SELECT format('%s is set for %s', s.setting, s.owner),
       CASE s.name WHEN 'idle_session_timeout' THEN 'a run that pauses for longer loses its connection'
                   ELSE 'migrate sets its own for its sessions; a script run by hand is cut off' END,
       format('ALTER %s RESET %s;', s.owner, s.name)
  FROM (SELECT setting,
               split_part(setting, '=', 1) AS name,
               split_part(setting, '=', 2) AS value,
               concat_ws(' IN ', 'ROLE ' || nullif(d.setrole, 0)::regrole::text,
                         'DATABASE ' || quote_ident(b.datname)) AS owner
          FROM pg_db_role_setting d
          LEFT JOIN pg_database b ON b.oid = d.setdatabase
         CROSS JOIN LATERAL unnest(d.setconfig) AS u (setting)
         WHERE (d.setdatabase = 0 OR b.datname = current_database())
           AND d.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))) s
 WHERE s.name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout',
                  'idle_session_timeout', 'transaction_timeout')
   AND s.value !~ '^0[a-z]*$'
 ORDER BY s.setting;
