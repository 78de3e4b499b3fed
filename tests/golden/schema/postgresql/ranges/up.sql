COMMENT ON TYPE float_range IS 'floats';

CREATE TYPE made AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = "Many");

ALTER TABLE t ADD COLUMN x "Many";

DROP VIEW v;

DROP TYPE changed;

CREATE TYPE changed AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops, COLLATION = "C", MULTIRANGE_TYPE_NAME = changed_multirange);

CREATE VIEW v AS
SELECT NULL::changed AS c;

DROP TYPE gone;
