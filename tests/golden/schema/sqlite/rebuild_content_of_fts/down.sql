-- foreign-keys: off

CREATE TABLE page_new (title TEXT, body TEXT);

INSERT INTO page_new (rowid, title, body)
SELECT rowid, title, body
  FROM page;

DROP TABLE page;

PRAGMA legacy_alter_table = ON;

ALTER TABLE page_new RENAME TO page;

PRAGMA legacy_alter_table = OFF;

CREATE TRIGGER page_made AFTER INSERT ON page BEGIN
    INSERT INTO found (rowid, title, body) VALUES (new.rowid, new.title, new.body);
END;
