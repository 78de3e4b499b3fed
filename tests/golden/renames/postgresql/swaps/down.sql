ALTER SEQUENCE orders_id_seq RENAME TO drafts_id_seq_aside;

ALTER SEQUENCE drafts_id_seq RENAME TO orders_id_seq;

ALTER SEQUENCE drafts_id_seq_aside RENAME TO drafts_id_seq;

ALTER TABLE drafts RENAME CONSTRAINT drafts_pkey TO orders_pkey_aside;

ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO drafts_pkey;

ALTER TABLE drafts RENAME CONSTRAINT orders_pkey_aside TO orders_pkey;

ALTER TABLE pairs RENAME COLUMN a TO b_aside;

ALTER TABLE pairs RENAME COLUMN c TO a;

ALTER TABLE pairs RENAME COLUMN b TO c;

ALTER TABLE pairs RENAME COLUMN b_aside TO b;

ALTER TABLE marks RENAME CONSTRAINT rule_a TO rule_b_aside;

ALTER TABLE marks RENAME CONSTRAINT rule_b TO rule_a;

ALTER TABLE marks RENAME CONSTRAINT rule_b_aside TO rule_b;

ALTER TYPE level RENAME TO mood_aside;

ALTER TYPE mood RENAME TO level;

ALTER TYPE mood_aside RENAME TO mood;

ALTER TABLE drafts RENAME TO orders_aside;

ALTER TABLE orders RENAME TO drafts;

ALTER TABLE orders_aside RENAME TO orders;

ALTER INDEX by_one RENAME TO by_two_aside;

ALTER INDEX by_two RENAME TO by_one;

ALTER INDEX by_two_aside RENAME TO by_two;

ALTER FUNCTION one() RENAME TO two_aside;

ALTER FUNCTION two() RENAME TO one;

ALTER FUNCTION two_aside() RENAME TO two;
