CREATE TABLE orders (id integer, total numeric);
-- renamed-from: numbers
CREATE SEQUENCE "order numbers";
-- renamed-from: totals
CREATE VIEW sums AS SELECT sum(total) AS total FROM orders;
-- renamed-from: counts
CREATE MATERIALIZED VIEW how_many AS SELECT count(*) AS n FROM orders;
CREATE UNIQUE INDEX how_many_n ON how_many (n);
CREATE VIEW over_all AS SELECT total, n FROM sums, how_many;
