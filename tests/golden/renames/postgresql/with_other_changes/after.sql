-- renamed-from: users
CREATE TABLE people (
    id bigserial PRIMARY KEY,
    -- renamed-from: fullname
    name text NOT NULL DEFAULT '',
    email text UNIQUE,
    CONSTRAINT named CHECK (name <> 'nobody')
);
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint REFERENCES people ON DELETE CASCADE);
