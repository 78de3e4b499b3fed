CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER
);
CREATE VIEW v AS
    SELECT a, -- the name
           b
      FROM t;
