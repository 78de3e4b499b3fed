ALTER FUNCTION two() RENAME TO three;

ALTER FUNCTION one() RENAME TO two;

ALTER INDEX by2 RENAME TO by3;

ALTER INDEX by1 RENAME TO by2;

ALTER TABLE second RENAME TO third;

ALTER TABLE first RENAME TO second;

ALTER TABLE second RENAME CONSTRAINT rule2 TO rule3;

ALTER TABLE second RENAME CONSTRAINT rule1 TO rule2;

ALTER TABLE second RENAME COLUMN y TO w;

ALTER TABLE second RENAME COLUMN x TO y;

ALTER TYPE level RENAME VALUE 'middle' TO 'high';

ALTER TYPE level RENAME VALUE 'low' TO 'middle';

ALTER TABLE third RENAME CONSTRAINT second_pkey TO third_pkey;

ALTER TABLE second RENAME CONSTRAINT first_pkey TO second_pkey;

ALTER SEQUENCE second_id_seq RENAME TO third_id_seq;

ALTER SEQUENCE first_id_seq RENAME TO second_id_seq;
