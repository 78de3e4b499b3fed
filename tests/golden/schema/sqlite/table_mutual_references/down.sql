-- foreign-keys: off

DROP TABLE a;

DROP TABLE b;
