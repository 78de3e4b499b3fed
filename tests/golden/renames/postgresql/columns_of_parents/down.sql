ALTER TABLE things RENAME COLUMN title TO name;

ALTER TABLE events RENAME COLUMN day TO at;

ALTER TABLE events RENAME CONSTRAINT something TO said;

ALTER TABLE events_of_2025 RENAME TO events_2025;

ALTER INDEX events_day RENAME TO events_at;
