CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    c INTEGER AS (id + 1)
);
