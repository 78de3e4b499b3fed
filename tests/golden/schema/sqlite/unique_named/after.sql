CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER,
    CONSTRAINT only_one UNIQUE (a, b)
);
