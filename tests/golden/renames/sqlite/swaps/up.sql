ALTER TABLE orders RENAME TO orders_aside;

ALTER TABLE drafts RENAME TO orders;

ALTER TABLE orders_aside RENAME TO drafts;

ALTER TABLE pairs RENAME COLUMN b TO b_aside;

ALTER TABLE pairs RENAME COLUMN a TO b;

ALTER TABLE pairs RENAME COLUMN b_aside TO a;
