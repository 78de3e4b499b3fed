CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER
);
CREATE VIRTUAL TABLE found USING fts5(a, content=t, content_rowid=id);
