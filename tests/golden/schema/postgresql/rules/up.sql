CREATE RULE "Made" AS
    ON DELETE TO public.log
   WHERE (old.a > 1) DO INSTEAD NOTHING;

DROP RULE switched ON t;

DROP VIEW v;

ALTER TABLE t ALTER COLUMN a TYPE bigint;

CREATE RULE switched AS
    ON UPDATE TO public.t DO  INSERT INTO log (a)
  VALUES (new.a);

ALTER TABLE t DISABLE RULE switched;

CREATE VIEW v AS
SELECT t.a
   FROM t;

CREATE RULE changed AS
    ON INSERT TO public.v DO INSTEAD ( INSERT INTO t (a)
  VALUES (new.a);
 INSERT INTO log (a)
  VALUES (new.a);
);

COMMENT ON RULE changed ON v IS 'two';
