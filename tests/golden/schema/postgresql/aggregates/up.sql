CREATE AGGREGATE counts(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');

CREATE FUNCTION keep(text, text)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT $1$function$;

CREATE AGGREGATE made(text) (SFUNC = keep, STYPE = text, FINALFUNC = pg_catalog.upper, FINALFUNC_MODIFY = SHAREABLE, SORTOP = OPERATOR(pg_catalog.<));

ALTER AGGREGATE made(text) OWNER TO pg_monitor;

GRANT ALL ON FUNCTION made(text) TO pg_read_all_data;

CREATE AGGREGATE moving(integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '0');

CREATE AGGREGATE ordered(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);

DROP VIEW v;

DROP AGGREGATE changed(integer);

CREATE AGGREGATE changed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1', COMBINEFUNC = int4pl, PARALLEL = SAFE);

COMMENT ON AGGREGATE changed(integer) IS 'sums';

CREATE VIEW v AS
SELECT changed(1) AS c;

DROP AGGREGATE gone(text);
