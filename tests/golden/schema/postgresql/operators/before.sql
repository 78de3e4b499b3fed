CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE OPERATOR === (FUNCTION = pair_eq, LEFTARG = pair, RIGHTARG = pair);
COMMENT ON OPERATOR === (pair, pair) IS 'restated';
CREATE OPERATOR !!! (FUNCTION = int8um, RIGHTARG = bigint);
CREATE VIEW v AS SELECT ROW(1, 2)::pair === ROW(1, 3)::pair AS same;
CREATE FUNCTION to_text(pair) RETURNS text LANGUAGE sql AS 'SELECT ($1).a::text';
CREATE CAST (pair AS text) WITH FUNCTION to_text(pair);
CREATE CAST (bigint AS pair) WITH INOUT;
