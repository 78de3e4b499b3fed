CREATE TABLE t (
    a TEXT
);
