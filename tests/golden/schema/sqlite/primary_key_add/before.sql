CREATE TABLE t (
    id INTEGER,
    a TEXT
);
