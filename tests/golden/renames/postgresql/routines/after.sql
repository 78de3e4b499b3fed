-- renamed-from: pair
CREATE TYPE couple AS (a integer, b integer);
-- renamed-from: plus
CREATE FUNCTION add_up(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
-- renamed-from: plus
CREATE FUNCTION add_up(p couple) RETURNS integer LANGUAGE sql AS 'SELECT (p).a + (p).b';
-- renamed-from: stamp
CREATE FUNCTION set_stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- renamed-from: nothing
CREATE PROCEDURE one() LANGUAGE sql AS 'SELECT 1';
-- renamed-from: total
CREATE AGGREGATE sum_up(integer) (SFUNC = int4pl, STYPE = integer);
CREATE TABLE orders (id integer, n integer DEFAULT add_up(1, 2));
-- renamed-from: stamped
CREATE TRIGGER stamps BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION set_stamp();
-- renamed-from: mine
CREATE POLICY ours ON orders USING (true);
-- renamed-from: quiet
CREATE RULE silent AS ON DELETE TO orders DO INSTEAD NOTHING;
