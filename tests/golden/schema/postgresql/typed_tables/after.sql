CREATE TYPE pair AS (a integer, b text);
CREATE TABLE loose OF pair;
CREATE TABLE typed (a integer, b text);
CREATE TABLE coming OF pair (a WITH OPTIONS DEFAULT 1 NOT NULL, PRIMARY KEY (b));
CREATE TABLE bare OF pair;
