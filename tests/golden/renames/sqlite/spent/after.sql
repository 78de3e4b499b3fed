-- renamed-from: persons
-- renamed-from: users
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  -- renamed-from: name
  -- renamed-from: first
  given_name TEXT
);
