ALTER TABLE leaves NO INHERIT base;

ALTER TABLE moves NO INHERIT counted;

ALTER TABLE moves ALTER COLUMN id DROP DEFAULT;

ALTER TABLE counted
    ADD COLUMN n integer,
    DROP COLUMN id;

ALTER TABLE joins ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE leaves ALTER COLUMN name SET DEFAULT 'n'::text;

CREATE TABLE newly_counted (
    id serial
);

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

ALTER TABLE moves
    INHERIT newly_counted,
    ALTER COLUMN id SET DEFAULT nextval('newly_counted_id_seq'::regclass);
