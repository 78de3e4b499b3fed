INSERT INTO t (oid, a) VALUES (2, 'x'), (3, 'y');
