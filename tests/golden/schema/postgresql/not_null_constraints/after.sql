CREATE TABLE t (
    gets int CONSTRAINT gets_must NOT NULL,
    gets_name int CONSTRAINT named NOT NULL,
    loses_name int NOT NULL,
    gets_own int NOT NULL NO INHERIT,
    loses_own int NOT NULL,
    to_validate int CONSTRAINT there NOT NULL,
    to_unvalidate int,
    id serial CONSTRAINT id_must NOT NULL
);
ALTER TABLE t ADD CONSTRAINT again NOT NULL to_unvalidate NOT VALID;
COMMENT ON CONSTRAINT gets_must ON t IS 'why';
CREATE TABLE p (a int, b int CONSTRAINT b_must NOT NULL, c int NOT NULL);
CREATE TABLE child (d int) INHERITS (p);
CREATE TABLE made (a int CONSTRAINT made_must NOT NULL, b int NOT NULL NO INHERIT, c int);
ALTER TABLE made ADD CONSTRAINT later NOT NULL c NOT VALID;
