CREATE TABLE docs (a text, b text, c text, d text);
ALTER TABLE docs ALTER a SET STORAGE EXTERNAL, ALTER b SET COMPRESSION pglz,
  ALTER c SET STATISTICS 500, ALTER d SET (n_distinct = -0.5);
INSERT INTO docs VALUES ('a', 'b', 'c', 'd');
