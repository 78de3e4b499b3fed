-- renamed-from: users
CREATE TABLE people (
  id INTEGER PRIMARY KEY
  -- renamed-from: fullname
, name TEXT NOT NULL DEFAULT ''
, age TEXT
, CHECK (name <> 'nobody')
);
-- renamed-from: users_fullname
CREATE INDEX people_name ON people (name);
