-- A shop on SQLite: checks, generated columns, partial and expression indexes, triggers, FTS.
CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
    name TEXT NOT NULL CHECK (length(name) > 0)
);
CREATE TABLE product (
    sku TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    cents INTEGER NOT NULL DEFAULT 0 CHECK (cents >= 0),
    euros AS (cents / 100.0) VIRTUAL,
    label TEXT GENERATED ALWAYS AS (sku || ': ' || title) STORED
) WITHOUT ROWID;
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    placed TEXT DEFAULT (datetime('now')),
    state TEXT NOT NULL DEFAULT 'cart' CHECK (state IN ('cart', 'placed', 'paid'))
) STRICT;
CREATE TABLE order_line (
    order_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    sku TEXT NOT NULL REFERENCES product (sku) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    quantity INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (order_id, line DESC),
    CONSTRAINT of_an_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX one_cart ON orders (customer) WHERE state = 'cart';
CREATE INDEX product_title ON product (lower(title) COLLATE NOCASE DESC, cents);
CREATE VIEW order_total (id, cents) AS
    SELECT o.id, sum(l.quantity * p.cents) FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p USING (sku) GROUP BY 1;
CREATE TRIGGER stamp AFTER UPDATE OF state ON orders WHEN NEW.state <> 'cart' BEGIN
    UPDATE orders SET placed = datetime('now') WHERE id = NEW.id AND placed IS NULL;
END;
CREATE VIRTUAL TABLE product_search USING fts5(title, content='');
CREATE TRIGGER add_line INSTEAD OF INSERT ON order_total BEGIN SELECT RAISE(ABORT, 'read only'); END;
