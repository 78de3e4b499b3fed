-- revision: 28fb6e9d0c57
-- parents: e2b9074d1f35
-- branch: catalog
-- message: add categories
-- created: 2024-02-20T13:45:00Z
-- author: Grace

CREATE TABLE categories (
  id bigint NOT NULL PRIMARY KEY,
  name text NOT NULL UNIQUE,
  parent_id bigint REFERENCES categories (id)
);

ALTER TABLE products ADD COLUMN category_id bigint REFERENCES categories (id);
