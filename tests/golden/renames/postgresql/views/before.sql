CREATE TABLE orders (id integer, total numeric);
CREATE SEQUENCE numbers;
CREATE VIEW totals AS SELECT sum(total) AS total FROM orders;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM orders;
CREATE UNIQUE INDEX counts_n ON counts (n);
CREATE VIEW over_all AS SELECT total, n FROM totals, counts;
