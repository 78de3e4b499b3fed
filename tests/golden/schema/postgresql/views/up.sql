ALTER TABLE t ADD COLUMN c integer;

CREATE VIEW checked WITH (check_option = local) AS
SELECT t.a
   FROM t
  WHERE (t.a > 0);

CREATE VIEW counted AS
WITH RECURSIVE counted(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (counted_1.n + 1)
           FROM counted counted_1
          WHERE (counted_1.n < 5)
        )
 SELECT counted.n
   FROM counted;

ALTER VIEW options
    RESET (security_barrier),
    SET (security_invoker = true);

CREATE OR REPLACE VIEW replaced AS
SELECT t.a,
    t.b,
    t.c
   FROM t
  WHERE (t.a > 0);

DROP VIEW gone;

CREATE TABLE gone (
    one integer
);

DROP MATERIALIZED VIEW m;

CREATE MATERIALIZED VIEW m WITH (fillfactor = 80) AS
SELECT (t.a + 1) AS a
   FROM t;

GRANT SELECT ON TABLE m TO PUBLIC;

COMMENT ON MATERIALIZED VIEW m IS 'kept';

DROP VIEW on_rebuilt;

DROP VIEW rebuilt;

CREATE VIEW rebuilt AS
SELECT t.b,
    t.a
   FROM t;

CREATE VIEW on_rebuilt AS
SELECT rebuilt.b
   FROM rebuilt;

COMMENT ON VIEW on_rebuilt IS 'kept';
