CREATE TABLE t (
    code TEXT PRIMARY KEY,
    a TEXT
);
