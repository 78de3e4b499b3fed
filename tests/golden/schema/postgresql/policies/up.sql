CREATE TABLE made (
    a integer
);

DROP POLICY gone ON t;

DROP POLICY in_the_way ON t;

DROP POLICY loses ON t;

DROP POLICY other_command ON t;

ALTER TABLE t FORCE ROW LEVEL SECURITY;

CREATE POLICY other_command ON t FOR UPDATE
    USING (true);

ALTER TABLE t ALTER COLUMN a TYPE bigint;

CREATE POLICY "Made" ON made FOR INSERT
    WITH CHECK ((a IN ( SELECT t.a
   FROM t)));

CREATE POLICY in_the_way ON t AS RESTRICTIVE TO pg_monitor
    USING ((a < 10));

CREATE POLICY loses ON t
    USING ((a > 0));

COMMENT ON POLICY loses ON t IS 'restated';

ALTER POLICY changed ON t TO pg_monitor, pg_read_all_data
    USING ((owner = SESSION_USER))
    WITH CHECK ((owner <> 'x'::name));

COMMENT ON POLICY changed ON t IS 'changed';
