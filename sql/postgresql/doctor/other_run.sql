-- Other sessions of this program in the database.
SELECT format('%s is connected: pid %s, user %s%s%s', a.application_name, a.pid, a.usename,
              ' from ' || host(a.client_addr),
              to_char(a.backend_start AT TIME ZONE 'UTC', '", since" YYYY-MM-DD HH24:MI:SS "UTC"')),
       concat_ws('; ', a.state, 'waiting: ' || a.wait_event,
                 'query: ' || nullif(left(regexp_replace(a.query, '\s+', ' ', 'g'), 200), '')),
       format('let it finish; SELECT pg_terminate_backend(%s); ends it', a.pid)
  FROM pg_stat_activity a
 WHERE a.datname = current_database()
   AND a.pid <> pg_backend_pid()
   AND starts_with(a.application_name, 'migrate/')
 ORDER BY a.backend_start, a.pid;
