CREATE TABLE becomes (id integer NOT NULL, n integer);
CREATE TABLE ceases (id serial PRIMARY KEY, n integer);
CREATE TABLE grows (id serial PRIMARY KEY);
CREATE TABLE turns (id serial PRIMARY KEY);
INSERT INTO grows DEFAULT VALUES;
INSERT INTO grows DEFAULT VALUES;
