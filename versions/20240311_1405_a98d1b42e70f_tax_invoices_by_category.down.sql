-- revision: a98d1b42e70f
-- lossy: the tax of every invoice, and the rates

ALTER TABLE invoices DROP COLUMN tax_cents;
ALTER TABLE categories DROP COLUMN tax_permille;
