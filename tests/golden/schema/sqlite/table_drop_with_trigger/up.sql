-- foreign-keys: off

DROP TABLE account;

DROP TABLE entry;
