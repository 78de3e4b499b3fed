ALTER TABLE orders ADD COLUMN added integer DEFAULT 7 NOT NULL;

COMMENT ON COLUMN orders.added IS 'a comment';

ALTER TABLE orders
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN label TYPE text COLLATE "C";

COMMENT ON COLUMN orders.label IS 'new words';

ALTER TABLE orders
    ALTER COLUMN made TYPE timestamp with time zone,
    ALTER COLUMN made SET DEFAULT now(),
    ALTER COLUMN total TYPE numeric(12,2),
    ALTER COLUMN total SET NOT NULL,
    ALTER COLUMN total SET DEFAULT 1.5,
    DROP COLUMN gone,
    ALTER COLUMN code DROP DEFAULT,
    ALTER COLUMN code TYPE character varying(40),
    ALTER COLUMN code DROP NOT NULL,
    ALTER COLUMN paid DROP DEFAULT,
    ALTER COLUMN paid TYPE boolean USING paid::boolean,
    ALTER COLUMN paid SET NOT NULL,
    ALTER COLUMN paid SET DEFAULT false;
