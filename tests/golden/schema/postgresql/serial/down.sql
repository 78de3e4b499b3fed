ALTER TABLE becomes ALTER COLUMN id DROP DEFAULT;

DROP SEQUENCE becomes_id_seq;

CREATE SEQUENCE ceases_id_seq AS integer OWNED BY ceases.id;

SELECT setval('ceases_id_seq', max(id)) FROM ceases HAVING max(id) >= 1;

ALTER TABLE ceases ALTER COLUMN id SET DEFAULT nextval('ceases_id_seq'::regclass);

ALTER TABLE grows ALTER COLUMN id TYPE integer;

SELECT setval('grows_id_seq', 2147483647) FROM grows_id_seq WHERE last_value > 2147483647;

ALTER SEQUENCE grows_id_seq AS integer;

ALTER TABLE grows DROP COLUMN m;

ALTER TABLE turns ALTER COLUMN id DROP IDENTITY;

CREATE SEQUENCE turns_id_seq AS integer OWNED BY turns.id;

SELECT setval('turns_id_seq', max(id)) FROM turns HAVING max(id) >= 1;

ALTER TABLE turns ALTER COLUMN id SET DEFAULT nextval('turns_id_seq'::regclass);

DROP TABLE coming;

DROP TABLE spelled;
