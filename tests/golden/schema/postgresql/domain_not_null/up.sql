ALTER DOMAIN gets ADD CONSTRAINT gets_must NOT NULL;

ALTER DOMAIN gets_name RENAME CONSTRAINT gets_name_not_null TO must;

ALTER DOMAIN loses DROP NOT NULL;

ALTER DOMAIN loses_name RENAME CONSTRAINT must TO loses_name_not_null;

CREATE DOMAIN made AS text CONSTRAINT made_must NOT NULL
    CONSTRAINT short CHECK ((length(VALUE) < 9));
