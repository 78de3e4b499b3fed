-- foreign-keys: off

CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '?');

INSERT INTO parent_new (id, name)
SELECT id, coalesce(name, '?')
  FROM parent;

DROP TABLE parent;

PRAGMA legacy_alter_table = ON;

ALTER TABLE parent_new RENAME TO parent;

PRAGMA legacy_alter_table = OFF;

CREATE INDEX parent_name ON parent (name);

CREATE TRIGGER parent_named AFTER UPDATE ON parent BEGIN UPDATE child SET parent_id = new.id WHERE parent_id = old.id; END;
