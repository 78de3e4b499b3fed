-- needs PostgreSQL 17
CREATE DOMAIN loses_name AS int CONSTRAINT must NOT NULL;
CREATE DOMAIN gets_name AS int NOT NULL;
CREATE DOMAIN gets AS int;
CREATE DOMAIN loses AS int CONSTRAINT loses_must NOT NULL;
CREATE TABLE t (a loses_name, b gets);
INSERT INTO t VALUES (1, 2);
