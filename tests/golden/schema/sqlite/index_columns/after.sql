CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER
);
CREATE INDEX t_a ON t (a, b);
