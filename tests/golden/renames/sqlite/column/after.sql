CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  -- renamed-from: fullname
  name TEXT NOT NULL,
  -- renamed-from: "e mail"
  email TEXT,
  CHECK (length(name) > 1)
);
CREATE INDEX users_by_name ON users (lower(name));
CREATE VIEW names AS SELECT name AS name FROM users;
CREATE TRIGGER trimmed AFTER INSERT ON users BEGIN
  UPDATE users SET name = trim(new.name) WHERE id = new.id;
END;
