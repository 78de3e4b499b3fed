ALTER TABLE orders
    ADD COLUMN gone text DEFAULT 'x'::text,
    ALTER COLUMN code TYPE character varying(20),
    ALTER COLUMN code SET NOT NULL,
    ALTER COLUMN code SET DEFAULT 'none'::character varying,
    ALTER COLUMN id TYPE integer,
    ALTER COLUMN label TYPE text;

COMMENT ON COLUMN orders.label IS 'old words';

ALTER TABLE orders
    DROP COLUMN added,
    ALTER COLUMN made DROP DEFAULT,
    ALTER COLUMN made TYPE timestamp without time zone,
    ALTER COLUMN paid DROP DEFAULT,
    ALTER COLUMN paid TYPE integer USING paid::integer,
    ALTER COLUMN paid DROP NOT NULL,
    ALTER COLUMN paid SET DEFAULT 0,
    ALTER COLUMN total DROP DEFAULT,
    ALTER COLUMN total TYPE numeric(10,2),
    ALTER COLUMN total DROP NOT NULL;
