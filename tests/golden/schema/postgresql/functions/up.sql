CREATE SCHEMA app;

CREATE TABLE late (
    n integer
);

ALTER TABLE t DROP CONSTRAINT positive;

DROP INDEX t_other;

CREATE FUNCTION app."Odd Name"(late)
 RETURNS SETOF late
 LANGUAGE plpgsql
 SECURITY DEFINER COST 5
 SET search_path TO 'app'
AS $function$BEGIN RETURN; END$function$;

CREATE FUNCTION atomic()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(late.n) AS count
    FROM late;
END;

SET check_function_bodies = off;

CREATE FUNCTION checked(a integer)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
    RETURN a > (SELECT count(*) FROM late);
END;
$function$;

ALTER TABLE t ADD CONSTRAINT positive CHECK (checked(a));

CREATE FUNCTION counted()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT 1;
END;

ALTER TABLE t ALTER COLUMN a SET DEFAULT counted();

CREATE FUNCTION early()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT zulu()$function$;

CREATE OR REPLACE FUNCTION replaced(a integer)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$SELECT a + 2$function$;

GRANT ALL ON FUNCTION replaced(integer) TO pg_monitor;

COMMENT ON FUNCTION replaced(integer) IS 'after';

CREATE OR REPLACE PROCEDURE work(INOUT n integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN n := 2; END$procedure$;

ALTER PROCEDURE work(integer) OWNER TO pg_monitor;

COMMENT ON PROCEDURE work(integer) IS 'does';

CREATE FUNCTION zulu()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;

DROP VIEW v;

DROP FUNCTION gone();

DROP FUNCTION other_names(integer, integer);

CREATE FUNCTION other_names(a integer, c integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;

DROP FUNCTION other_result(integer);

CREATE FUNCTION other_result(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a::bigint$function$;

REVOKE ALL ON FUNCTION other_result(integer) FROM PUBLIC;

COMMENT ON FUNCTION other_result(integer) IS 'restated';

CREATE INDEX t_other ON public.t (other_result(a));

CREATE VIEW v AS
SELECT other_result(t.a) AS r
   FROM t;

DROP FUNCTION outs();

CREATE FUNCTION outs(OUT a integer, OUT c text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT 1, 'x'$function$;

DROP FUNCTION overloaded(text);

CREATE FUNCTION overloaded(VARIADIC text[])
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 3$function$;
