CREATE CAST (bigint AS pair) WITH INOUT;

CREATE OPERATOR !!! (FUNCTION = int8um, RIGHTARG = bigint);

DROP VIEW v;

DROP OPERATOR CLASS pair_ops USING hash;

DROP OPERATOR FAMILY app.alone USING btree;

DROP OPERATOR FAMILY pair_ops USING hash;

DROP CAST (integer AS pair);

DROP CAST (pair AS text);

CREATE CAST (pair AS text) WITH FUNCTION to_text(pair);

DROP OPERATOR app.=== (pair, integer);

DROP OPERATOR === (pair, pair);

CREATE OPERATOR === (FUNCTION = pair_eq, LEFTARG = pair, RIGHTARG = pair);

COMMENT ON OPERATOR === (pair, pair) IS 'restated';

CREATE VIEW v AS
SELECT (ROW(1, 2)::pair === ROW(1, 3)::pair) AS same;

DROP FUNCTION pair_hash(pair);

DROP FUNCTION pair_int(pair, integer);

DROP SCHEMA app;
