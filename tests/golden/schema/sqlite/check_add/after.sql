CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER,
    CHECK (b < 100)
);
