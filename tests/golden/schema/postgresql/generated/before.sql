CREATE TABLE boxes (
    w integer,
    h integer,
    area integer GENERATED ALWAYS AS (w * h) STORED,
    plain integer GENERATED ALWAYS AS (w + h) STORED,
    other integer
);
CREATE INDEX boxes_area ON boxes (area);
INSERT INTO boxes (w, h) VALUES (2, 3);
