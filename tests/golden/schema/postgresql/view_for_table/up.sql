CREATE TABLE t_data (
    id integer,
    name text
);

DROP VIEW q;

DROP TABLE data;

CREATE VIEW data AS
SELECT t_data.id,
    t_data.name
   FROM t_data;

CREATE VIEW q AS
SELECT data.id,
    data.name
   FROM data;
