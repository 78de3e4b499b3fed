ALTER TABLE joins NO INHERIT base;

ALTER TABLE joins DROP CONSTRAINT named;

ALTER TABLE moves NO INHERIT newly_counted;

ALTER TABLE moves ALTER COLUMN id DROP DEFAULT;

ALTER TABLE counted
    ADD COLUMN id serial,
    DROP COLUMN n;

ALTER TABLE joins ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE leaves ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE stays
    ALTER COLUMN extra TYPE integer,
    ALTER COLUMN name SET DEFAULT 'n'::text;

DROP TABLE both_of;

DROP TABLE newly_counted;

DROP TABLE other;

ALTER TABLE leaves INHERIT base;

ALTER TABLE moves
    INHERIT counted,
    ALTER COLUMN id SET DEFAULT nextval('counted_id_seq'::regclass);
