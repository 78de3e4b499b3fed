CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a, c_id integer);
CREATE TABLE c (id integer PRIMARY KEY, b_id integer REFERENCES b, self_id integer REFERENCES c);
ALTER TABLE b ADD FOREIGN KEY (c_id) REFERENCES c;
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
CREATE TABLE d (id integer PRIMARY KEY);
CREATE TABLE e (d_id integer REFERENCES d, u integer);
CREATE UNIQUE INDEX e_u ON e (u);
CREATE TABLE f (e_u integer REFERENCES e (u));
