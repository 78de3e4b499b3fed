CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE loose (id integer);
INSERT INTO a VALUES (1, NULL);
