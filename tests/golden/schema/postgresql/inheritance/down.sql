ALTER TABLE joins NO INHERIT base;

ALTER TABLE joins
    DROP CONSTRAINT named,
    ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE leaves ALTER COLUMN name SET DEFAULT 'n'::text;

ALTER TABLE stays
    ALTER COLUMN extra TYPE integer,
    ALTER COLUMN name SET DEFAULT 'n'::text;

DROP TABLE both_of;

DROP TABLE other;

ALTER TABLE leaves INHERIT base;
