CREATE AGGREGATE changed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE VIEW v AS SELECT changed(1) AS c;
CREATE AGGREGATE gone(text) (SFUNC = textcat, STYPE = text);
