CREATE TABLE t (a integer, owner name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY changed ON t USING (owner = current_user);
CREATE POLICY loses ON t USING (a > 0) WITH CHECK (a > 1);
COMMENT ON POLICY loses ON t IS 'restated';
CREATE POLICY other_command ON t FOR SELECT USING (true);
CREATE POLICY gone ON t FOR DELETE TO pg_monitor USING (false);
CREATE POLICY in_the_way ON t AS RESTRICTIVE TO pg_monitor USING (a < 10);
INSERT INTO t VALUES (1, 'postgres');
