CREATE TABLE parent (id INTEGER PRIMARY KEY, name VARCHAR(10));
CREATE TABLE child (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE
);
CREATE INDEX parent_name ON parent (name);
CREATE VIEW named AS SELECT name FROM parent;
CREATE TRIGGER parent_named AFTER UPDATE ON parent BEGIN UPDATE child SET parent_id = new.id WHERE parent_id = old.id; END;
CREATE TRIGGER child_made AFTER INSERT ON child BEGIN SELECT name FROM parent; END;
