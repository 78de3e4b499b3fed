-- revision: d41e7a5b3906
-- parents: 28fb6e9d0c57
-- message: index products by slug
-- created: 2024-02-27T10:10:00Z
-- author: Grace
-- backfill: ok

ALTER TABLE products ADD COLUMN slug text
  CONSTRAINT products_slug_plain CHECK (slug = lower(slug));
UPDATE products SET slug = lower(replace(name, ' ', '-')) || '-' || id;
CREATE UNIQUE INDEX products_by_slug ON products (slug);
