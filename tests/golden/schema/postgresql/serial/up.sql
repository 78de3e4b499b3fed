CREATE SEQUENCE becomes_id_seq AS integer OWNED BY becomes.id;

SELECT setval('becomes_id_seq', max(id)) FROM becomes HAVING max(id) >= 1;

ALTER TABLE becomes ALTER COLUMN id SET DEFAULT nextval('becomes_id_seq'::regclass);

ALTER TABLE ceases ALTER COLUMN id DROP DEFAULT;

DROP SEQUENCE ceases_id_seq;

CREATE TABLE coming (
    id bigserial,
    other serial,
    CONSTRAINT coming_pkey PRIMARY KEY (id)
);

ALTER TABLE grows
    ADD COLUMN m smallserial,
    ALTER COLUMN id TYPE bigint;

ALTER SEQUENCE grows_id_seq AS bigint;

CREATE TABLE spelled (
    id integer NOT NULL
);

CREATE SEQUENCE spelled_seq AS integer START WITH 5 OWNED BY spelled.id;

ALTER TABLE spelled ALTER COLUMN id SET DEFAULT nextval('spelled_seq'::regclass);

ALTER TABLE turns ALTER COLUMN id DROP DEFAULT;

DROP SEQUENCE turns_id_seq;

ALTER TABLE turns ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

SELECT setval('turns_id_seq', max(id)) FROM turns HAVING max(id) >= 1;
