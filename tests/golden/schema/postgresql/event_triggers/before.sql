CREATE SCHEMA quiet;
CREATE FUNCTION quiet.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER gone ON ddl_command_end EXECUTE FUNCTION quiet.f();
CREATE EVENT TRIGGER switched ON sql_drop EXECUTE FUNCTION quiet.f();
CREATE EVENT TRIGGER changed ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION quiet.f();
COMMENT ON EVENT TRIGGER changed IS 'restated';
