ALTER TABLE a ALTER COLUMN b TYPE text;

CREATE TABLE gone (
    id integer NOT NULL,
    CONSTRAINT gone_pkey PRIMARY KEY (id)
);

ALTER PUBLICATION changed SET TABLE ONLY a, TABLE ONLY gone;

CREATE PUBLICATION dropped FOR ALL TABLES;

ALTER PUBLICATION emptied SET TABLE ONLY a;

ALTER PUBLICATION options SET (publish = 'insert', publish_via_partition_root = false);

DROP PUBLICATION "Made";

DROP PUBLICATION of_schema;

DROP SCHEMA app;
