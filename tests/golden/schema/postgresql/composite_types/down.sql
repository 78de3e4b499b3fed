CREATE TYPE gone AS (
    a integer
);

ALTER TYPE point3 DROP ATTRIBUTE w;

ALTER TYPE unused
    ALTER ATTRIBUTE a TYPE integer,
    ALTER ATTRIBUTE b TYPE text;

DROP TYPE made;

COMMENT ON TYPE point3 IS 'before';

ALTER TYPE point3 ADD ATTRIBUTE "Z" text;

COMMENT ON COLUMN point3.x IS 'left';

DROP TYPE nothing;
