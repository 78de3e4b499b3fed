INSERT INTO t VALUES (1, 'x', 10, 'u'), (5, 'y', 20, 'v');
