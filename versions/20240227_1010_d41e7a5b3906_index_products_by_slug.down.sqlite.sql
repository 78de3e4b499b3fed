-- revision: d41e7a5b3906

DROP INDEX products_by_slug;
ALTER TABLE products DROP COLUMN slug;
