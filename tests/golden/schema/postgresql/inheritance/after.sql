CREATE TABLE base (id integer NOT NULL, name text DEFAULT 'n', CONSTRAINT named CHECK (name <> ''));
CREATE TABLE other (o integer);
CREATE TABLE stays (extra bigint) INHERITS (base);
ALTER TABLE stays ALTER name SET DEFAULT 'own';
CREATE TABLE leaves (id integer NOT NULL, name text DEFAULT 'n', extra integer,
  CONSTRAINT named CHECK (name <> ''));
CREATE TABLE joins (id integer NOT NULL, name text DEFAULT 'n', extra integer,
  CONSTRAINT named CHECK (name <> '')) INHERITS (base);
CREATE TABLE both_of (z integer) INHERITS (base, other);
CREATE TABLE counted (n integer);
CREATE TABLE newly_counted (id serial);
CREATE TABLE moves (id integer) INHERITS (newly_counted);
