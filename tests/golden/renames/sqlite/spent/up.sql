ALTER TABLE people RENAME COLUMN "first" TO given_name;
