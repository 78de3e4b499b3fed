-- The history tables, format 1. Times are UTC, ISO 8601, written by the database's clock.

-- format: version of these tables; generation: counts every write to them.
CREATE TABLE IF NOT EXISTS {schema}migrate_meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT history_moved_on CHECK (value <> 'moved')  -- see check_generation.sql
);

INSERT INTO {schema}migrate_meta (key, value) VALUES ('format', '1'), ('generation', '0')
ON CONFLICT DO NOTHING;

-- One row per revision that is applied, or half-run ('running').
CREATE TABLE IF NOT EXISTS {schema}migrate_revision (
  seq INTEGER PRIMARY KEY,                    -- order of application: clocks go back
  id TEXT NOT NULL UNIQUE,
  parents TEXT NOT NULL,                      -- JSON array of ids
  depends_on TEXT NOT NULL,                   -- JSON array of ids
  message TEXT NOT NULL,
  header TEXT NOT NULL,
  up_checksum TEXT NOT NULL,                  -- names its text in migrate_script, when kept
  down_checksum TEXT,
  state TEXT NOT NULL CHECK (state IN ('applied', 'running')),
  direction TEXT NOT NULL CHECK (direction IN ('up', 'down')),
  statements_done INTEGER NOT NULL DEFAULT 0, -- of a running one, and so are the next three
  trying INTEGER,                             -- 0-based statement that runs alone now
  done_digest TEXT NOT NULL DEFAULT '',       -- of the text of the statements done
  session_state TEXT NOT NULL DEFAULT '',     -- JSON: settings that the script made
  run_id TEXT NOT NULL,
  started_at TEXT,                            -- only for a script of several transactions
  applied_at TEXT,
  applied_by TEXT NOT NULL,
  duration_ms INTEGER NOT NULL DEFAULT 0
);

-- Every script that was applied, as it ran, and its way back.
CREATE TABLE IF NOT EXISTS {schema}migrate_script (
  checksum TEXT PRIMARY KEY NOT NULL,
  bytes BLOB NOT NULL
);

-- What happened, append-only.
CREATE TABLE IF NOT EXISTS {schema}migrate_event (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  action TEXT NOT NULL,
  revision TEXT NOT NULL,
  who TEXT NOT NULL,
  host TEXT NOT NULL,
  tool TEXT NOT NULL,
  git_commit TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  duration_ms INTEGER NOT NULL,
  error TEXT NOT NULL
);
