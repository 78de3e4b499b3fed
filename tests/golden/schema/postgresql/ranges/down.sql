COMMENT ON TYPE float_range IS NULL;

CREATE TYPE gone AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = gone_multirange);

ALTER TABLE t DROP COLUMN x;

DROP VIEW v;

DROP TYPE changed;

CREATE TYPE changed AS RANGE (SUBTYPE = text, MULTIRANGE_TYPE_NAME = changed_multirange);

CREATE VIEW v AS
SELECT NULL::changed AS c;

DROP TYPE made;
