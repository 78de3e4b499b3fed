ALTER INDEX events_at RENAME TO events_day;

ALTER TABLE events_2025 RENAME TO events_of_2025;

ALTER TABLE events RENAME CONSTRAINT said TO something;

ALTER TABLE events RENAME COLUMN at TO day;

ALTER TABLE things RENAME COLUMN name TO title;
