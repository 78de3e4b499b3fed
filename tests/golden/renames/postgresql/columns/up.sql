ALTER TABLE users RENAME COLUMN fullname TO name;

ALTER INDEX users_fullname_idx RENAME TO users_name_idx;

ALTER TABLE users RENAME CONSTRAINT users_fullname_check TO users_name_check;

ALTER TABLE users RENAME CONSTRAINT users_fullname_key TO users_name_key;
