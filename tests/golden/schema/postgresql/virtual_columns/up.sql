ALTER TABLE checked
    DROP CONSTRAINT checked_b_check,
    DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((a + 2)) VIRTUAL,
    ADD CONSTRAINT checked_b_check CHECK ((b > 0));

ALTER TABLE t
    ADD COLUMN made integer GENERATED ALWAYS AS ((a + 2)) VIRTUAL NOT NULL,
    ALTER COLUMN other SET EXPRESSION AS ((a * 5)),
    ALTER COLUMN to_ordinary DROP EXPRESSION,
    DROP COLUMN gone,
    DROP COLUMN to_stored,
    ADD COLUMN to_stored integer GENERATED ALWAYS AS ((a + 1)) STORED,
    DROP COLUMN to_virtual,
    ADD COLUMN to_virtual integer GENERATED ALWAYS AS ((a * 3)) VIRTUAL;

CREATE TABLE whole (
    a integer,
    b text GENERATED ALWAYS AS ((a || 'x'::text)) VIRTUAL
);
