INSERT INTO span VALUES (1, 2, 3), (5, 6, 7);
