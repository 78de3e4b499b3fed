ALTER TABLE users RENAME COLUMN email TO "E Mail";

ALTER TABLE users RENAME COLUMN name TO fullname;
