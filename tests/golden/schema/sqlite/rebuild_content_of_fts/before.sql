CREATE TABLE page (title TEXT, body TEXT);
CREATE VIRTUAL TABLE found USING fts5(title, body, content=page, content_rowid=rowid);
CREATE TRIGGER page_made AFTER INSERT ON page BEGIN
    INSERT INTO found (rowid, title, body) VALUES (new.rowid, new.title, new.body);
END;
