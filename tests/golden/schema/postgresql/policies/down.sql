DROP POLICY changed ON t;

DROP POLICY in_the_way ON t;

DROP POLICY loses ON t;

DROP POLICY other_command ON t;

ALTER TABLE t NO FORCE ROW LEVEL SECURITY;

CREATE POLICY changed ON t
    USING ((owner = CURRENT_USER));

CREATE POLICY gone ON t FOR DELETE TO pg_monitor
    USING (false);

CREATE POLICY other_command ON t FOR SELECT
    USING (true);

DROP TABLE made;

ALTER TABLE t ALTER COLUMN a TYPE integer;

CREATE POLICY in_the_way ON t AS RESTRICTIVE TO pg_monitor
    USING ((a < 10));

CREATE POLICY loses ON t
    USING ((a > 0))
    WITH CHECK ((a > 1));

COMMENT ON POLICY loses ON t IS 'restated';
