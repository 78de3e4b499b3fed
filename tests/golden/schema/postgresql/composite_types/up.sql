CREATE TYPE nothing AS ();

ALTER TYPE point3 DROP ATTRIBUTE "Z";

COMMENT ON TYPE point3 IS 'after';

CREATE TYPE made AS (
    inner_one point3,
    "Other" text
);

COMMENT ON COLUMN made."Other" IS 'made';

ALTER TYPE point3 ADD ATTRIBUTE w numeric(5,1);

COMMENT ON COLUMN point3.x IS 'right';

ALTER TYPE unused
    ALTER ATTRIBUTE a TYPE bigint,
    ALTER ATTRIBUTE b TYPE text COLLATE "C";

DROP TYPE gone;
