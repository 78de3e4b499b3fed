CREATE DOMAIN loses_name AS int NOT NULL;
CREATE DOMAIN gets_name AS int CONSTRAINT must NOT NULL;
CREATE DOMAIN gets AS int CONSTRAINT gets_must NOT NULL;
CREATE DOMAIN loses AS int;
CREATE DOMAIN made AS text CONSTRAINT made_must NOT NULL CONSTRAINT short CHECK (length(VALUE) < 9);
CREATE TABLE t (a loses_name, b gets);
