CREATE TABLE customer (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,          -- as on the invoice
    email TEXT COLLATE NOCASE UNIQUE
);

CREATE TABLE "order" (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    total       NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0)
);

CREATE INDEX order_customer ON "order" (customer_id);
