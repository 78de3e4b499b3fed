ALTER TABLE t
    ALTER COLUMN a DROP DEFAULT,
    DROP CONSTRAINT positive;

DROP INDEX t_other;

CREATE FUNCTION gone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN new; END$function$;

CREATE OR REPLACE FUNCTION replaced(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a + 1$function$;

REVOKE ALL ON FUNCTION replaced(integer) FROM pg_monitor;

COMMENT ON FUNCTION replaced(integer) IS 'before';

CREATE OR REPLACE PROCEDURE work(INOUT n integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN n := 1; END$procedure$;

ALTER PROCEDURE work(integer) OWNER TO postgres;

COMMENT ON PROCEDURE work(integer) IS NULL;

DROP VIEW v;

DROP FUNCTION app."Odd Name"(late);

DROP FUNCTION atomic();

DROP FUNCTION checked(integer);

ALTER TABLE t ADD CONSTRAINT positive CHECK ((a > 0));

DROP FUNCTION counted();

DROP FUNCTION early();

DROP FUNCTION other_names(integer, integer);

CREATE FUNCTION other_names(a integer, b integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;

DROP FUNCTION other_result(integer);

CREATE FUNCTION other_result(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a$function$;

REVOKE ALL ON FUNCTION other_result(integer) FROM PUBLIC;

COMMENT ON FUNCTION other_result(integer) IS 'restated';

CREATE INDEX t_other ON public.t (other_result(a));

CREATE VIEW v AS
SELECT other_result(t.a) AS r
   FROM t;

DROP FUNCTION outs();

CREATE FUNCTION outs(OUT a integer, OUT b text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT 1, 'x'$function$;

DROP FUNCTION overloaded(text[]);

CREATE FUNCTION overloaded(text)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 2$function$;

DROP FUNCTION zulu();

DROP TABLE late;

DROP SCHEMA app;
