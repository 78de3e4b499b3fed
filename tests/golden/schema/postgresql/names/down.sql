ALTER TABLE "Mixed Case"
    ALTER COLUMN "a ""quoted"" one" DROP DEFAULT,
    ALTER COLUMN "a ""quoted"" one" DROP NOT NULL;

COMMENT ON COLUMN "Mixed Case"."a ""quoted"" one" IS NULL;

ALTER TABLE "Mixed Case"
    DROP CONSTRAINT "check it",
    DROP COLUMN "order";

DROP INDEX "Index ON ONLY it";

ALTER TABLE "Mixed Case"
    ALTER COLUMN "select" TYPE integer,
    DROP COLUMN "ünïcode";

DROP VIEW "View's";

DROP TABLE a23456789_123456789_123456789_123456789_123456789_123456789_123;

DROP TABLE "user";
