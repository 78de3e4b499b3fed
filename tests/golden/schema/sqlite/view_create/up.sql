CREATE VIEW v AS
    SELECT a, -- the name
           b
      FROM t;
