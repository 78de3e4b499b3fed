CREATE TABLE users (id INTEGER PRIMARY KEY, fullname TEXT, age INTEGER);
CREATE INDEX users_fullname ON users (fullname);
