ALTER TABLE users RENAME TO people;

ALTER TABLE "Orders" RENAME TO purchases;

ALTER INDEX users_name_idx RENAME TO people_name_idx;

ALTER TABLE people RENAME CONSTRAINT users_name_check TO people_name_check;

ALTER TABLE people RENAME CONSTRAINT users_name_key TO people_name_key;

ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey;

ALTER TABLE purchases RENAME CONSTRAINT "Orders_pkey" TO purchases_pkey;

ALTER TABLE purchases RENAME CONSTRAINT "Orders_user_id_fkey" TO purchases_user_id_fkey;

ALTER SEQUENCE users_id_seq RENAME TO people_id_seq;

ALTER SEQUENCE "Orders_id_seq" RENAME TO purchases_id_seq;
