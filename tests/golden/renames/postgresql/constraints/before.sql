CREATE TABLE parents (id integer CONSTRAINT pk PRIMARY KEY);
CREATE TABLE kids (
    id integer,
    parent integer CONSTRAINT fk REFERENCES parents,
    age integer,
    CONSTRAINT old CHECK (age > 0)
);
ALTER TABLE ONLY kids ADD CONSTRAINT k UNIQUE (id);
CREATE DOMAIN size AS integer CONSTRAINT small CHECK (VALUE < 10);
