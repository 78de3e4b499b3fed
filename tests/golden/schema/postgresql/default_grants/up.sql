CREATE TABLE nobodys (
    x integer
);

REVOKE SELECT ON TABLE nobodys FROM pg_monitor;

CREATE SEQUENCE numbers;

REVOKE USAGE ON SEQUENCE numbers FROM pg_monitor;

CREATE FUNCTION everybodys()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;

GRANT ALL ON FUNCTION everybodys() TO PUBLIC;

CREATE FUNCTION nobodys_either()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 2$function$;
