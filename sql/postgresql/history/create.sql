-- The history tables, format 1. Times are UTC, ISO 8601, written by the database's clock.

-- format: version of these tables; generation: counts every write to them.
CREATE TABLE IF NOT EXISTS {schema}migrate_meta (
  key text PRIMARY KEY,
  value text NOT NULL
);

INSERT INTO {schema}migrate_meta (key, value) VALUES ('format', '1'), ('generation', '0')
ON CONFLICT DO NOTHING;

-- One row per revision that is applied, or half-run ('running').
CREATE TABLE IF NOT EXISTS {schema}migrate_revision (
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- order of application: clocks go back
  id text PRIMARY KEY,
  parents text NOT NULL,                      -- JSON array of ids
  depends_on text NOT NULL,                   -- JSON array of ids
  message text NOT NULL,
  header text NOT NULL,
  up_checksum text NOT NULL,                  -- names its text in migrate_script, when kept
  down_checksum text,
  state text NOT NULL CHECK (state IN ('applied', 'running')),
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  statements_done bigint NOT NULL DEFAULT 0,  -- of a running one, and so are the next three
  trying bigint,                              -- 0-based statement that runs alone now
  done_digest text NOT NULL DEFAULT '',       -- of the text of the statements done
  session_state text NOT NULL DEFAULT '',     -- JSON: users and settings that the script made
  run_id text NOT NULL,
  started_at text,                            -- only for a script of several transactions
  applied_at text,
  applied_by text NOT NULL,
  duration_ms bigint NOT NULL DEFAULT 0
);

-- Every script that was applied, as it ran, and its way back.
CREATE TABLE IF NOT EXISTS {schema}migrate_script (
  checksum text PRIMARY KEY,
  bytes bytea NOT NULL
);

-- What happened, append-only.
CREATE TABLE IF NOT EXISTS {schema}migrate_event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL,
  action text NOT NULL,
  revision text NOT NULL,
  who text NOT NULL,
  host text NOT NULL,
  tool text NOT NULL,
  git_commit text NOT NULL,
  note text NOT NULL,
  at text NOT NULL,
  duration_ms bigint NOT NULL,
  error text NOT NULL
);
