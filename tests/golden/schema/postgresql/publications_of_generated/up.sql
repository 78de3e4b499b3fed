ALTER PUBLICATION gets SET (publish_generated_columns = stored);

ALTER PUBLICATION loses SET (publish_generated_columns = none);

CREATE PUBLICATION made FOR ALL TABLES WITH (publish_generated_columns = stored);

ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON LARGE OBJECTS TO pg_monitor;
