CREATE TABLE t (
    x INTEGER,
    y INTEGER,
    a TEXT,
    PRIMARY KEY (x)
);
