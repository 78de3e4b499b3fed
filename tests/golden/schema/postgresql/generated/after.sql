CREATE TABLE boxes (
    w integer,
    h integer,
    area bigint GENERATED ALWAYS AS (w * h * 2) STORED,
    plain integer,
    other integer,
    sum integer GENERATED ALWAYS AS (w + h + 1) STORED NOT NULL
);
CREATE INDEX boxes_area ON boxes (area);
