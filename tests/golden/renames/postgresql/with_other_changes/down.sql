-- check: SELECT id, user_id FROM orders WHERE user_id NOT BETWEEN -2147483648 AND 2147483647
ALTER TABLE orders
    DROP CONSTRAINT orders_user_id_fkey,
    ALTER COLUMN user_id TYPE integer;

-- check: SELECT * FROM people WHERE id NOT BETWEEN -2147483648 AND 2147483647
ALTER TABLE people ALTER COLUMN id TYPE integer;

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES people(id);

SELECT setval('people_id_seq', 2147483647) FROM people_id_seq WHERE last_value > 2147483647;

ALTER SEQUENCE people_id_seq AS integer;

-- check: SELECT * FROM people WHERE char_length(rtrim(name, ' ')) > 20
ALTER TABLE people
    ALTER COLUMN name DROP DEFAULT,
    DROP CONSTRAINT named,
    ALTER COLUMN name TYPE character varying(20),
    ALTER COLUMN name DROP NOT NULL,
    DROP CONSTRAINT people_email_key;

ALTER SEQUENCE people_id_seq RENAME TO users_id_seq;

ALTER TABLE people RENAME CONSTRAINT people_pkey TO users_pkey;

ALTER TABLE people RENAME COLUMN name TO fullname;

ALTER TABLE people RENAME TO users;
