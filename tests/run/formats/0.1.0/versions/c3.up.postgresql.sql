-- revision: c3
-- parents: b2
-- message: half-run

INSERT INTO t VALUES (1);
CREATE INDEX CONCURRENTLY t_a ON t (a);
INSERT INTO missing VALUES (1);
