CREATE SCHEMA app;

ALTER TABLE a ALTER COLUMN b TYPE character varying;

CREATE PUBLICATION "Made" FOR ALL TABLES WITH (publish = 'delete, truncate');

ALTER PUBLICATION changed SET TABLE ONLY a (id) WHERE ((id > 1)), TABLE ONLY b;

CREATE PUBLICATION of_schema FOR TABLE ONLY b, TABLES IN SCHEMA app;

ALTER PUBLICATION options SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);

DROP PUBLICATION dropped;

DROP PUBLICATION emptied;

CREATE PUBLICATION emptied;

COMMENT ON PUBLICATION emptied IS 'restated';

DROP TABLE gone;
