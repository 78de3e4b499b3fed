CREATE TABLE "Mixed Case" (id integer PRIMARY KEY, "a ""quoted"" one" text, "select" integer);
INSERT INTO "Mixed Case" VALUES (1, 'x', 2);
