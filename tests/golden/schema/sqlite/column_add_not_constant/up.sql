-- foreign-keys: off

CREATE TABLE note_new (id INTEGER PRIMARY KEY, body TEXT, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);

INSERT INTO note_new (id, body)
SELECT id, body
  FROM note;

DROP TABLE note;

PRAGMA legacy_alter_table = ON;

ALTER TABLE note_new RENAME TO note;

PRAGMA legacy_alter_table = OFF;
