-- Tables that inherit, from one parent and from two, with columns of their own and merged ones.
CREATE TABLE thing (id bigserial PRIMARY KEY, name text NOT NULL, made date DEFAULT CURRENT_DATE, CONSTRAINT named CHECK (name <> ''));
CREATE TABLE priced (price numeric(8,2) NOT NULL DEFAULT 0, currency char(3) DEFAULT 'EUR');
CREATE TABLE book (isbn text UNIQUE, pages int) INHERITS (thing);
CREATE TABLE sold_book (name text NOT NULL, seller text) INHERITS (book, priced);
CREATE TABLE tool () INHERITS (thing, priced);
ALTER TABLE tool ALTER COLUMN made SET DEFAULT '2000-01-01';
ALTER TABLE tool ADD CONSTRAINT cheap CHECK (price < 1000) NO INHERIT;
CREATE INDEX sold_book_seller ON sold_book (seller);
CREATE TYPE pair AS (a int, b text);
CREATE TABLE pairs OF pair (a WITH OPTIONS PRIMARY KEY, b DEFAULT 'none');
CREATE VIEW everything AS SELECT t.tableoid::regclass AS of, t.id, t.name FROM thing t;
CREATE VIEW only_things AS SELECT id, name FROM ONLY thing;
