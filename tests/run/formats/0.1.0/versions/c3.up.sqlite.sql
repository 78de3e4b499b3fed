-- revision: c3
-- parents: b2
-- message: half-run

INSERT INTO t VALUES (1);
PRAGMA journal_mode = delete;
INSERT INTO missing VALUES (1);
