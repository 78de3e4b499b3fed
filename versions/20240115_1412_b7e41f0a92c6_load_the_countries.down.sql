-- revision: b7e41f0a92c6

ALTER TABLE customers DROP COLUMN country_code;
DROP TABLE countries;
