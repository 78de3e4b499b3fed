ALTER TABLE users RENAME CONSTRAINT users_name_key TO users_fullname_key;

ALTER TABLE users RENAME CONSTRAINT users_name_check TO users_fullname_check;

ALTER INDEX users_name_idx RENAME TO users_fullname_idx;

ALTER TABLE users RENAME COLUMN name TO fullname;
