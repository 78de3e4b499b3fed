ALTER SEQUENCE second_id_seq RENAME TO first_id_seq;

ALTER SEQUENCE third_id_seq RENAME TO second_id_seq;

ALTER TABLE second RENAME CONSTRAINT second_pkey TO first_pkey;

ALTER TABLE third RENAME CONSTRAINT third_pkey TO second_pkey;

ALTER TYPE level RENAME VALUE 'middle' TO 'low';

ALTER TYPE level RENAME VALUE 'high' TO 'middle';

ALTER TABLE second RENAME COLUMN y TO x;

ALTER TABLE second RENAME COLUMN w TO y;

ALTER TABLE second RENAME CONSTRAINT rule2 TO rule1;

ALTER TABLE second RENAME CONSTRAINT rule3 TO rule2;

ALTER TABLE second RENAME TO first;

ALTER TABLE third RENAME TO second;

ALTER INDEX by2 RENAME TO by1;

ALTER INDEX by3 RENAME TO by2;

ALTER FUNCTION two() RENAME TO one;

ALTER FUNCTION three() RENAME TO two;
