-- renamed-from: users
CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL UNIQUE, CHECK (name <> ''));
-- renamed-from: "Orders"
CREATE TABLE purchases (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id integer NOT NULL REFERENCES people);
CREATE INDEX people_name_idx ON people (lower(name));
CREATE VIEW names AS SELECT name FROM people;
COMMENT ON TABLE people IS 'who orders';
