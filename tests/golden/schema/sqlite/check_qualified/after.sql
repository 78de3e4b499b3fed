CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER,
    CHECK (t.b < 100 AND "T".id > 0)
);
