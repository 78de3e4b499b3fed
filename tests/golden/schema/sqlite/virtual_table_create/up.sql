CREATE VIRTUAL TABLE found USING fts5(a, content=t, content_rowid=id);
