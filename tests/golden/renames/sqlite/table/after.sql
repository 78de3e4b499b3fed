-- People who order.
-- renamed-from: users
CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES people (id));
CREATE INDEX users_by_name ON people (name);
CREATE VIEW names AS SELECT name FROM people;
CREATE TRIGGER no_deletes BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'no'); END;
