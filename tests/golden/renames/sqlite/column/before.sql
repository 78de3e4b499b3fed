CREATE TABLE users (id INTEGER PRIMARY KEY, fullname TEXT NOT NULL, "E Mail" TEXT, CHECK (length(fullname) > 1));
CREATE INDEX users_by_name ON users (lower(fullname));
CREATE VIEW names AS SELECT fullname AS name FROM users;
CREATE TRIGGER trimmed AFTER INSERT ON users BEGIN
  UPDATE users SET fullname = trim(new.fullname) WHERE id = new.id;
END;
