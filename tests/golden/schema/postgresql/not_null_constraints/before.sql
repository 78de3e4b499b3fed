-- needs PostgreSQL 18
CREATE TABLE t (
    gets int,
    gets_name int NOT NULL,
    loses_name int CONSTRAINT must NOT NULL,
    gets_own int,
    loses_own int CONSTRAINT loses_own_must NOT NULL NO INHERIT,
    to_validate int,
    to_unvalidate int NOT NULL,
    id serial CONSTRAINT id_must NOT NULL
);
ALTER TABLE t ADD CONSTRAINT there NOT NULL to_validate NOT VALID;
COMMENT ON CONSTRAINT there ON t IS 'since we know better';
CREATE TABLE p (a int NOT NULL, b int, c int CONSTRAINT c_must NOT NULL NO INHERIT);
CREATE TABLE child (d int CONSTRAINT d_must NOT NULL) INHERITS (p);
CREATE TABLE gone (a int CONSTRAINT gone_must NOT NULL, b int NOT NULL NO INHERIT, c int);
ALTER TABLE gone ADD CONSTRAINT later NOT NULL c NOT VALID;
INSERT INTO t VALUES (1, 2, 3, 4, 5, 6, 7);
INSERT INTO child VALUES (1, 2, 3, 4);
