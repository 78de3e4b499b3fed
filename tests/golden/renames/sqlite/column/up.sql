ALTER TABLE users RENAME COLUMN fullname TO name;

ALTER TABLE users RENAME COLUMN "E Mail" TO email;
