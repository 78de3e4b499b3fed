ALTER DOMAIN gets DROP NOT NULL;

ALTER DOMAIN gets_name RENAME CONSTRAINT must TO gets_name_not_null;

ALTER DOMAIN loses ADD CONSTRAINT loses_must NOT NULL;

ALTER DOMAIN loses_name RENAME CONSTRAINT loses_name_not_null TO must;

DROP DOMAIN made;
