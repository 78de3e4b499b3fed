ALTER TRIGGER stamps ON orders RENAME TO stamped;

ALTER RULE silent ON orders RENAME TO quiet;

ALTER POLICY ours ON orders RENAME TO mine;

ALTER TYPE couple RENAME TO pair;

ALTER AGGREGATE sum_up(integer) RENAME TO total;

ALTER PROCEDURE one() RENAME TO nothing;

ALTER FUNCTION set_stamp() RENAME TO stamp;

ALTER FUNCTION add_up(integer, integer) RENAME TO plus;

ALTER FUNCTION add_up(pair) RENAME TO plus;
