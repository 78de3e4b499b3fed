CREATE TYPE pair AS (a integer, b text);
CREATE TABLE loose (a integer, b text);
CREATE TABLE typed OF pair;
INSERT INTO loose VALUES (1, 'x');
INSERT INTO typed VALUES (1, 'x');
