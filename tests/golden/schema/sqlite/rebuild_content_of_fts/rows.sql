INSERT INTO page (rowid, title) VALUES (4, 'x'), (9, 'y');
