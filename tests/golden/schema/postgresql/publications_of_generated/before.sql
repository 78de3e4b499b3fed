-- needs PostgreSQL 18
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
CREATE PUBLICATION gets FOR TABLE t;
CREATE PUBLICATION loses FOR TABLE t WITH (publish_generated_columns = stored);
