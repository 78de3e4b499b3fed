CREATE AGGREGATE gone(text) (SFUNC = textcat, STYPE = text);

DROP VIEW v;

DROP AGGREGATE changed(integer);

CREATE AGGREGATE changed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

CREATE VIEW v AS
SELECT changed(1) AS c;

DROP AGGREGATE counts(*);

DROP AGGREGATE made(text);

DROP FUNCTION keep(text, text);

DROP AGGREGATE moving(integer);

DROP AGGREGATE ordered(double precision ORDER BY anyelement);
