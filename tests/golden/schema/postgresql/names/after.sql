CREATE TABLE "Mixed Case" (
    id integer PRIMARY KEY,
    "a ""quoted"" one" text DEFAULT 'it''s' NOT NULL,
    "select" bigint,
    "ünïcode" text,
    "order" integer CONSTRAINT "check it" CHECK ("order" > 0)
);
CREATE INDEX "Index ON ONLY it" ON "Mixed Case" ("select", lower("ünïcode"));
CREATE TABLE "user" (
    "user" serial PRIMARY KEY,
    "Mixed" integer REFERENCES "Mixed Case",
    "group.by" text COLLATE "C"
);
CREATE SEQUENCE "from" OWNED BY "user"."Mixed";
CREATE TABLE a23456789_123456789_123456789_123456789_123456789_123456789_123 (
    b23456789_123456789_123456789_123456789_123456789_123456789_123 serial UNIQUE
);
CREATE VIEW "View's" AS SELECT "user" AS "The User" FROM "user";
COMMENT ON TABLE "user" IS E'a back\\slash';
COMMENT ON COLUMN "Mixed Case"."a ""quoted"" one" IS 'words';
