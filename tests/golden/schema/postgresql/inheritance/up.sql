ALTER TABLE leaves NO INHERIT base;

ALTER TABLE joins ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE leaves ALTER COLUMN name SET DEFAULT 'n'::text;

CREATE TABLE other (
    o integer
);

CREATE TABLE both_of (
    z integer
) INHERITS (base, other);

ALTER TABLE stays
    ALTER COLUMN name SET DEFAULT 'own'::text,
    ALTER COLUMN extra TYPE bigint;

ALTER TABLE joins
    ADD CONSTRAINT named CHECK ((name <> ''::text)),
    INHERIT base;
