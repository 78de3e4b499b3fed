-- Notes with tags, odd names and every kind of quotes; a cycle of foreign keys.
CREATE TABLE "odd table" ([select] INTEGER, `back tick` TEXT DEFAULT 'it''s', "quote""d" BLOB DEFAULT x'00ff', PRIMARY KEY ("select" DESC));
CREATE TABLE note (id INTEGER PRIMARY KEY, first_revision INTEGER REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, title TEXT COLLATE RTRIM);
CREATE TABLE revision (id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note (id), body, at REAL DEFAULT (julianday('now')), follows INTEGER REFERENCES revision);
CREATE TABLE tag (note INTEGER REFERENCES note, tag TEXT, UNIQUE (note, tag) ON CONFLICT REPLACE, FOREIGN KEY (tag) REFERENCES tag_name (name) MATCH FULL);
CREATE TABLE tag_name (name TEXT NOT NULL PRIMARY KEY, colour DECIMAL(3, 0) DEFAULT -1);
CREATE INDEX "index of odd" ON "odd table" (`back tick` COLLATE BINARY, "quote""d") WHERE "select" IS NOT NULL;
CREATE VIEW tags AS WITH RECURSIVE chain (id, depth) AS (SELECT id, 0 FROM revision WHERE follows IS NULL UNION ALL SELECT r.id, c.depth + 1 FROM revision r JOIN chain c ON r.follows = c.id) SELECT * FROM chain;
CREATE TRIGGER [on note] BEFORE DELETE ON note FOR EACH ROW BEGIN DELETE FROM tag WHERE note = OLD.id; DELETE FROM revision WHERE note = OLD.id; END;
