CREATE TABLE customer (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    phone TEXT,
    level INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 9),
    agent INTEGER REFERENCES customer (id),
    upper_name TEXT AS (upper(name))
);
