ALTER TABLE boxes
    DROP COLUMN plain,
    ADD COLUMN plain integer GENERATED ALWAYS AS ((w + h)) STORED,
    DROP COLUMN sum;

DROP INDEX boxes_area;

ALTER TABLE boxes
    DROP COLUMN area,
    ADD COLUMN area integer GENERATED ALWAYS AS ((w * h)) STORED;

CREATE INDEX boxes_area ON public.boxes (area);
