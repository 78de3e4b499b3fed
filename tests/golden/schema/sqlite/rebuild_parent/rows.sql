INSERT INTO parent VALUES (1, 'a'), (4, NULL);
INSERT INTO child VALUES (1, 1), (2, 4);
