ALTER TABLE checked
    DROP CONSTRAINT checked_b_check,
    DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL,
    ADD CONSTRAINT checked_b_check CHECK ((b > 0));

ALTER TABLE t
    ADD COLUMN gone integer GENERATED ALWAYS AS (a) VIRTUAL,
    ALTER COLUMN other SET EXPRESSION AS ((a * 2)),
    DROP COLUMN made,
    DROP COLUMN to_ordinary,
    ADD COLUMN to_ordinary integer GENERATED ALWAYS AS ((a - 1)) STORED,
    DROP COLUMN to_stored,
    ADD COLUMN to_stored integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL,
    DROP COLUMN to_virtual,
    ADD COLUMN to_virtual integer GENERATED ALWAYS AS ((a * 3)) STORED;

DROP TABLE whole;
