CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
COMMENT ON TYPE float_range IS 'floats';
CREATE TYPE changed AS RANGE (subtype = text, subtype_opclass = text_pattern_ops, collation = "C");
CREATE TYPE made AS RANGE (subtype = date, multirange_type_name = "Many");
CREATE TABLE t (f float_range, m float_multirange, x "Many");
CREATE VIEW v AS SELECT NULL::changed AS c;
