-- renamed-from: first
CREATE TABLE second (
    id INTEGER PRIMARY KEY,
    -- renamed-from: x
    y INTEGER,
    -- renamed-from: y
    w TEXT
);
-- renamed-from: second
CREATE TABLE third (id INTEGER PRIMARY KEY, first INTEGER REFERENCES second (id));
CREATE VIEW seen AS SELECT y, w FROM second;
