DROP VIEW q;

DROP VIEW data;

CREATE TABLE data (
    id integer,
    name text
);

CREATE VIEW q AS
SELECT data.id,
    data.name
   FROM data;

DROP TABLE t_data;
