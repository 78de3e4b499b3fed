CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT CHECK (a <> ''),
    b INTEGER
);
