ALTER FUNCTION two() RENAME TO two_aside;

ALTER FUNCTION one() RENAME TO two;

ALTER FUNCTION two_aside() RENAME TO one;

ALTER INDEX by_two RENAME TO by_two_aside;

ALTER INDEX by_one RENAME TO by_two;

ALTER INDEX by_two_aside RENAME TO by_one;

ALTER TABLE orders RENAME TO orders_aside;

ALTER TABLE drafts RENAME TO orders;

ALTER TABLE orders_aside RENAME TO drafts;

ALTER TYPE mood RENAME TO mood_aside;

ALTER TYPE level RENAME TO mood;

ALTER TYPE mood_aside RENAME TO level;

ALTER TABLE marks RENAME CONSTRAINT rule_b TO rule_b_aside;

ALTER TABLE marks RENAME CONSTRAINT rule_a TO rule_b;

ALTER TABLE marks RENAME CONSTRAINT rule_b_aside TO rule_a;

ALTER TABLE pairs RENAME COLUMN b TO b_aside;

ALTER TABLE pairs RENAME COLUMN c TO b;

ALTER TABLE pairs RENAME COLUMN a TO c;

ALTER TABLE pairs RENAME COLUMN b_aside TO a;

ALTER TABLE drafts RENAME CONSTRAINT orders_pkey TO orders_pkey_aside;

ALTER TABLE orders RENAME CONSTRAINT drafts_pkey TO orders_pkey;

ALTER TABLE drafts RENAME CONSTRAINT orders_pkey_aside TO drafts_pkey;

ALTER SEQUENCE drafts_id_seq RENAME TO drafts_id_seq_aside;

ALTER SEQUENCE orders_id_seq RENAME TO drafts_id_seq;

ALTER SEQUENCE drafts_id_seq_aside RENAME TO orders_id_seq;
