ALTER INDEX how_many_n RENAME TO counts_n;

ALTER SEQUENCE "order numbers" RENAME TO numbers;

ALTER MATERIALIZED VIEW how_many RENAME TO counts;

ALTER VIEW sums RENAME TO totals;
