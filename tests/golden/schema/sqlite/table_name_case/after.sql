create table "USERS" ("ID" INTEGER primary key);
