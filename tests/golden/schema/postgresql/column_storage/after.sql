CREATE TABLE docs (a text, b text, c text, d text, e text);
ALTER TABLE docs ALTER b SET STORAGE MAIN, ALTER c SET STATISTICS 100,
  ALTER d SET (n_distinct = 10, n_distinct_inherited = 20),
  ALTER e SET STORAGE EXTERNAL, ALTER e SET COMPRESSION pglz, ALTER e SET STATISTICS 10;
