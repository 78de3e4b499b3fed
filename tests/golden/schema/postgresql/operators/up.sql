CREATE SCHEMA app;

CREATE FUNCTION pair_hash(pair)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ($1).a$function$;

CREATE FUNCTION pair_int(pair, integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ($1).a = $2$function$;

CREATE CAST (integer AS pair) WITH INOUT AS ASSIGNMENT;

CREATE OPERATOR app.=== (FUNCTION = pair_int, LEFTARG = pair, RIGHTARG = integer);

CREATE OPERATOR FAMILY app.alone USING btree;

CREATE OPERATOR FAMILY pair_ops USING hash;

ALTER OPERATOR FAMILY pair_ops USING hash ADD OPERATOR 1 app.===(pair,integer);

DROP VIEW v;

DROP CAST (bigint AS pair);

DROP CAST (pair AS text);

CREATE CAST (pair AS text) WITH FUNCTION to_text(pair) AS ASSIGNMENT;

COMMENT ON CAST (pair AS text) IS 'changed';

DROP OPERATOR !!! (NONE, bigint);

DROP OPERATOR === (pair, pair);

CREATE OPERATOR === (FUNCTION = pair_eq, LEFTARG = pair, RIGHTARG = pair, COMMUTATOR = OPERATOR(public.===), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);

COMMENT ON OPERATOR === (pair, pair) IS 'restated';

CREATE OPERATOR CLASS pair_ops DEFAULT FOR TYPE pair USING hash FAMILY public.pair_ops AS
    OPERATOR 1 ===(pair,pair),
    FUNCTION 1 (pair, pair) pair_hash(pair);

COMMENT ON OPERATOR CLASS pair_ops USING hash IS 'made';

CREATE VIEW v AS
SELECT (ROW(1, 2)::pair === ROW(1, 3)::pair) AS same;
