CREATE TABLE old (name text NOT NULL, code text);
