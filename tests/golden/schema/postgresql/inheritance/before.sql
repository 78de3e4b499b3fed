CREATE TABLE base (id integer NOT NULL, name text DEFAULT 'n', CONSTRAINT named CHECK (name <> ''));
CREATE TABLE stays (extra integer) INHERITS (base);
CREATE TABLE leaves (id integer NOT NULL, name text DEFAULT 'n', extra integer,
  CONSTRAINT named CHECK (name <> '')) INHERITS (base);
CREATE TABLE joins (id integer NOT NULL, name text DEFAULT 'n', extra integer);
INSERT INTO stays VALUES (1, 'a', 1);
INSERT INTO leaves VALUES (2, 'b', 2);
INSERT INTO joins VALUES (3, 'c', 3);
CREATE TABLE counted (id serial);
CREATE TABLE moves (id integer) INHERITS (counted);
INSERT INTO moves DEFAULT VALUES;
