INSERT INTO a1 (id, quoted, j) VALUES (3, 'q', '[1]');
INSERT INTO a2 VALUES (1, 2, 3);
INSERT INTO a3 (a) VALUES (5);
INSERT INTO a4 (rowid, [b c], "f""g") VALUES (9, 8, 3);
INSERT INTO a5 VALUES (7, 6);
