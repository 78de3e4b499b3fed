ALTER SEQUENCE purchases_id_seq RENAME TO "Orders_id_seq";

ALTER SEQUENCE people_id_seq RENAME TO users_id_seq;

ALTER TABLE purchases RENAME CONSTRAINT purchases_user_id_fkey TO "Orders_user_id_fkey";

ALTER TABLE purchases RENAME CONSTRAINT purchases_pkey TO "Orders_pkey";

ALTER TABLE people RENAME CONSTRAINT people_pkey TO users_pkey;

ALTER TABLE people RENAME CONSTRAINT people_name_key TO users_name_key;

ALTER TABLE people RENAME CONSTRAINT people_name_check TO users_name_check;

ALTER INDEX people_name_idx RENAME TO users_name_idx;

ALTER TABLE purchases RENAME TO "Orders";

ALTER TABLE people RENAME TO users;
