ALTER VIEW totals RENAME TO sums;

ALTER MATERIALIZED VIEW counts RENAME TO how_many;

ALTER SEQUENCE numbers RENAME TO "order numbers";

ALTER INDEX counts_n RENAME TO how_many_n;
