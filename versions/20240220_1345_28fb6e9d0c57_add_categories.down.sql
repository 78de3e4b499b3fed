-- revision: 28fb6e9d0c57

ALTER TABLE products DROP COLUMN category_id;
DROP TABLE categories;
