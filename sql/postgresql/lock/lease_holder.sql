-- Who holds the lease, since when, and whether its time is up.
SELECT owner, description,
       pg_catalog.to_char(acquired_at AT TIME ZONE 'UTC', 'HH24:MI:SS "UTC"'),
       expires OPERATOR(pg_catalog.<=) pg_catalog.clock_timestamp()
  FROM {schema}migrate_lock
 WHERE name OPERATOR(pg_catalog.=) 'run' AND expires OPERATOR(pg_catalog.<>) '-infinity'
