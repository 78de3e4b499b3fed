CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE changed AS RANGE (subtype = text);
CREATE TYPE gone AS RANGE (subtype = integer);
CREATE TABLE t (f float_range, m float_multirange);
CREATE VIEW v AS SELECT NULL::changed AS c;
