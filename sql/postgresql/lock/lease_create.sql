-- The lease's table. Of runs that make it at once one succeeds, and the others find it made.
DO $$
BEGIN
  CREATE TABLE {schema}migrate_lock (
    name text PRIMARY KEY,
    owner text NOT NULL,             -- application_name of the run that took it last
    description text NOT NULL,       -- who that is, for those who wait
    session text NOT NULL,           -- its server process and when that began; empty: not known
    acquired_at timestamptz NOT NULL,
    expires timestamptz NOT NULL     -- -infinity: released
  );
  REVOKE ALL ON {schema}migrate_lock FROM PUBLIC;
END
$$
