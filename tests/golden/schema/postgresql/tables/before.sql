CREATE TABLE plain (id integer);
CREATE TABLE logged (id integer);
CREATE TABLE stored (id integer, note text) WITH (autovacuum_enabled = false, fillfactor = 90);
CREATE TABLE guarded (id integer, secret text);
CREATE TABLE replicated (id integer);
CREATE TABLE going (id integer PRIMARY KEY);
INSERT INTO stored VALUES (1, 'one');
INSERT INTO guarded VALUES (1, 'one');
