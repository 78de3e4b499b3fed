DROP RULE "Made" ON log;

DROP RULE switched ON t;

DROP VIEW v;

ALTER TABLE t ALTER COLUMN a TYPE integer;

CREATE RULE switched AS
    ON UPDATE TO public.t DO  INSERT INTO log (a)
  VALUES (new.a);

CREATE VIEW v AS
SELECT t.a
   FROM t;

CREATE RULE changed AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO t (a)
  VALUES (new.a);

CREATE RULE gone AS
    ON DELETE TO public.v DO INSTEAD NOTHING;
