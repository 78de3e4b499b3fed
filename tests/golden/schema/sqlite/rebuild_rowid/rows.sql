INSERT INTO t (rowid, a) VALUES (2, 'x'), (3, 'y');
