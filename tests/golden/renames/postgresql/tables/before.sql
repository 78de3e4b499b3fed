CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE, CHECK (name <> ''));
CREATE TABLE "Orders" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id integer NOT NULL REFERENCES users);
CREATE INDEX users_name_idx ON users (lower(name));
CREATE VIEW names AS SELECT name FROM users;
COMMENT ON TABLE users IS 'who orders';
