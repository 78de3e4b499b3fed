ALTER FUNCTION plus(pair) RENAME TO add_up;

ALTER FUNCTION plus(integer, integer) RENAME TO add_up;

ALTER FUNCTION stamp() RENAME TO set_stamp;

ALTER PROCEDURE nothing() RENAME TO one;

ALTER AGGREGATE total(integer) RENAME TO sum_up;

ALTER TYPE pair RENAME TO couple;

ALTER POLICY mine ON orders RENAME TO ours;

ALTER RULE quiet ON orders RENAME TO silent;

ALTER TRIGGER stamped ON orders RENAME TO stamps;
