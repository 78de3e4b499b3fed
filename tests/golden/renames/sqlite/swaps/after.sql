-- renamed-from: orders
CREATE TABLE drafts (id INTEGER PRIMARY KEY, total INTEGER);
-- renamed-from: drafts
CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT NOT NULL, draft INTEGER REFERENCES drafts (id));
CREATE TABLE pairs (
    -- renamed-from: b
    a TEXT,
    -- renamed-from: a
    b INTEGER
);
CREATE INDEX by_a ON pairs (b);
