BEGIN TRANSACTION;
CREATE TABLE migrate_meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT history_moved_on CHECK (value <> 'moved')  -- see check_generation.sql
);
INSERT INTO migrate_meta VALUES('format','1');
INSERT INTO migrate_meta VALUES('generation','8');
CREATE TABLE migrate_revision (
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
INSERT INTO migrate_revision VALUES(1,'a1','[]','[]','make t; it''s "quoted"',replace('-- revision: a1\n-- parents: none\n-- message: make t; it''s "quoted"\n','\n',char(10)),'s1:5bda634c73dff5206cad09558da821a2fc75e2bc8cafbd3977f1830b71ef298d','s1:2b7ffedb74b81e66d9bf4a83e5d7eb5ef17380c664415459a009e2827d6b9dbd','applied','up',0,NULL,'','','3afb72e62791',NULL,'2026-11-21T04:31:40.533Z','Ann',1);
INSERT INTO migrate_revision VALUES(2,'b2','["a1"]','[]','make u',replace('-- revision: b2\n-- parents: a1\n-- message: make u\n','\n',char(10)),'s1:8d49a70f319dbaa1f67aa54aea80f02b27e5c582c340460a79f817f33c5c27e8','s1:5952e10ed46b9d4f767f4bf927a16a10b7892051372e83c5957611c0699e1463','applied','up',0,NULL,'','','89c9d415944e',NULL,'2026-11-21T04:31:40.643Z','Ann',0);
INSERT INTO migrate_revision VALUES(3,'c3','["b2"]','[]','half-run',replace('-- revision: c3\n-- parents: b2\n-- message: half-run\n','\n',char(10)),'s1:cafa77ef2167052761f772380abf52fee77ed7e0541b0bfd3e721e088aba2a40',NULL,'running','up',2,NULL,'3c0eb5f362e07dec9402a61719b34250cc493db72d1ea5f410b172b72fd6a406','{"settings":{"foreign_keys":0,"ignore_check_constraints":0,"legacy_alter_table":0,"recursive_triggers":0,"temp_store":0,"trusted_schema":1,"writable_schema":0},"temporary":0,"attached":0}','25708c89161d','2026-11-21T04:31:40.690Z',NULL,'Ann',0);
CREATE TABLE migrate_script (
  checksum TEXT PRIMARY KEY NOT NULL,
  bytes BLOB NOT NULL
);
INSERT INTO migrate_script VALUES('s1:5bda634c73dff5206cad09558da821a2fc75e2bc8cafbd3977f1830b71ef298d',X'2d2d207265766973696f6e3a2061310a2d2d20706172656e74733a206e6f6e650a2d2d206d6573736167653a206d616b6520743b2069742773202271756f746564220a0a435245415445205441424c45207420286120696e7465676572293b0a');
INSERT INTO migrate_script VALUES('s1:2b7ffedb74b81e66d9bf4a83e5d7eb5ef17380c664415459a009e2827d6b9dbd',X'44524f50205441424c4520743b0a');
INSERT INTO migrate_script VALUES('s1:8d49a70f319dbaa1f67aa54aea80f02b27e5c582c340460a79f817f33c5c27e8',X'2d2d207265766973696f6e3a2062320a2d2d20706172656e74733a2061310a2d2d206d6573736167653a206d616b6520750a0a435245415445205441424c45207520286120696e7465676572293b0a');
INSERT INTO migrate_script VALUES('s1:5952e10ed46b9d4f767f4bf927a16a10b7892051372e83c5957611c0699e1463',X'44524f50205441424c4520753b0a');
INSERT INTO migrate_script VALUES('s1:cafa77ef2167052761f772380abf52fee77ed7e0541b0bfd3e721e088aba2a40',X'2d2d207265766973696f6e3a2063330a2d2d20706172656e74733a2062320a2d2d206d6573736167653a2068616c662d72756e0a0a494e5345525420494e544f20742056414c554553202831293b0a505241474d41206a6f75726e616c5f6d6f6465203d2064656c6574653b0a494e5345525420494e544f206d697373696e672056414c554553202831293b0a');
CREATE TABLE migrate_event (
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
INSERT INTO migrate_event VALUES(1,'3afb72e62791','upgrade','a1','Ann','host1','migrate 0.1.0','','CHG-1','2026-11-21T04:31:40.533Z',1,'');
INSERT INTO migrate_event VALUES(2,'3afb72e62791','upgrade','b2','Ann','host1','migrate 0.1.0','','CHG-1','2026-11-21T04:31:40.554Z',1,'');
INSERT INTO migrate_event VALUES(3,'58c24428f709','downgrade','b2','Ann','host1','migrate 0.1.0','','','2026-11-21T04:31:40.600Z',1,'');
INSERT INTO migrate_event VALUES(4,'89c9d415944e','stamp','b2','Ann','host1','migrate 0.1.0','','','2026-11-21T04:31:40.643Z',0,'');
INSERT INTO migrate_event VALUES(5,'25708c89161d','failed','c3','Ann','host1','migrate 0.1.0','','','2026-11-21T04:31:40.750Z',60,'no such table: missing');
CREATE TABLE t (a integer);
INSERT INTO t VALUES(1);
COMMIT;
