ALTER TABLE boxes
    ADD COLUMN sum integer GENERATED ALWAYS AS (((w + h) + 1)) STORED NOT NULL,
    ALTER COLUMN plain DROP EXPRESSION;

DROP INDEX boxes_area;

ALTER TABLE boxes
    DROP COLUMN area,
    ADD COLUMN area bigint GENERATED ALWAYS AS (((w * h) * 2)) STORED;

CREATE INDEX boxes_area ON public.boxes (area);
