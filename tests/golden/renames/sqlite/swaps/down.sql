ALTER TABLE pairs RENAME COLUMN a TO b_aside;

ALTER TABLE pairs RENAME COLUMN b TO a;

ALTER TABLE pairs RENAME COLUMN b_aside TO b;

ALTER TABLE drafts RENAME TO orders_aside;

ALTER TABLE orders RENAME TO drafts;

ALTER TABLE orders_aside RENAME TO orders;
