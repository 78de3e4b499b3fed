-- revision: b7e41f0a92c6
-- parents: 5cd038a8f131
-- message: load the countries
-- created: 2024-01-15T14:12:00Z
-- author: Ada

CREATE TABLE countries (
  code text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  currency text NOT NULL
);

-- The rows travel through COPY; lines up to the backslash and dot are data.
COPY countries (code, name, currency) FROM stdin;
AT	Austria	EUR
CH	Switzerland	CHF
DE	Germany	EUR
FR	France	EUR
GB	United Kingdom	GBP
US	United States	USD
\.

ALTER TABLE customers ADD COLUMN country_code text REFERENCES countries (code);
