CREATE TABLE becomes (id serial, n integer);
CREATE TABLE ceases (id integer PRIMARY KEY, n integer);
CREATE TABLE grows (id bigserial PRIMARY KEY, m smallserial);
CREATE TABLE turns (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY);
CREATE TABLE coming (id bigserial PRIMARY KEY, other serial);
CREATE TABLE spelled (id integer NOT NULL);
CREATE SEQUENCE spelled_seq AS integer START 5 OWNED BY spelled.id;
ALTER TABLE spelled ALTER id SET DEFAULT nextval('spelled_seq');
