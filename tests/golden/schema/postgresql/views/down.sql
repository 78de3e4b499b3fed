ALTER VIEW options
    RESET (security_invoker),
    SET (security_barrier = true);

DROP VIEW checked;

DROP VIEW counted;

DROP MATERIALIZED VIEW m;

CREATE MATERIALIZED VIEW m AS
SELECT t.a
   FROM t;

GRANT SELECT ON TABLE m TO PUBLIC;

COMMENT ON MATERIALIZED VIEW m IS 'kept';

DROP VIEW on_rebuilt;

DROP VIEW rebuilt;

CREATE VIEW rebuilt AS
SELECT t.a,
    t.b
   FROM t;

CREATE VIEW on_rebuilt AS
SELECT rebuilt.b
   FROM rebuilt;

COMMENT ON VIEW on_rebuilt IS 'kept';

DROP VIEW replaced;

ALTER TABLE t DROP COLUMN c;

CREATE VIEW replaced AS
SELECT t.a
   FROM t;

DROP TABLE gone;

CREATE VIEW gone AS
SELECT 1 AS one;
