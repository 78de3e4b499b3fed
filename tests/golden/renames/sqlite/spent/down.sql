ALTER TABLE people RENAME COLUMN given_name TO "first";
