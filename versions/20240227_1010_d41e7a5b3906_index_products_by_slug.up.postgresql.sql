-- revision: d41e7a5b3906
-- parents: 28fb6e9d0c57
-- message: index products by slug
-- created: 2024-02-27T10:10:00Z
-- author: Grace

ALTER TABLE products ADD COLUMN slug text;
UPDATE products SET slug = lower(replace(name, ' ', '-')) || '-' || id;

-- Runs outside a transaction, between the two that hold the rest of this script.
CREATE UNIQUE INDEX CONCURRENTLY products_by_slug ON products (slug);

COMMENT ON COLUMN products.slug IS 'the last part of the product page''s address';
ALTER TABLE products ADD CONSTRAINT products_slug_plain CHECK (slug = lower(slug));
