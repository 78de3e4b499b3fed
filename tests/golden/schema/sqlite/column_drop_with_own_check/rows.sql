INSERT INTO t VALUES (1, 'x', 10, 1), (5, 'y', 20, NULL);
