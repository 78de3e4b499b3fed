ALTER TABLE users RENAME TO people;

ALTER TABLE people RENAME COLUMN fullname TO name;

ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey;

ALTER SEQUENCE users_id_seq RENAME TO people_id_seq;

ALTER TABLE orders
    DROP CONSTRAINT orders_user_id_fkey,
    ALTER COLUMN user_id TYPE bigint;

-- check: SELECT email, count(*) FROM people WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1
ALTER TABLE people
    ADD CONSTRAINT people_email_key UNIQUE (email),
    ALTER COLUMN id TYPE bigint;

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES people(id) ON DELETE CASCADE;

ALTER SEQUENCE people_id_seq AS bigint;

ALTER TABLE people
    ALTER COLUMN name TYPE text,
    ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN name SET DEFAULT ''::text,
    ADD CONSTRAINT named CHECK ((name <> 'nobody'::text));
