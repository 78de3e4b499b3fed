ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE SELECT ON LARGE OBJECTS FROM pg_monitor;

ALTER PUBLICATION gets SET (publish_generated_columns = none);

ALTER PUBLICATION loses SET (publish_generated_columns = stored);

DROP PUBLICATION made;
