SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION names()
 RETURNS SETOF text
 LANGUAGE sql
AS $function$SELECT fullname FROM users$function$;

DROP VIEW users;

ALTER TABLE people RENAME CONSTRAINT people_pkey TO users_pkey;

ALTER TABLE people RENAME CONSTRAINT people_kind_check TO users_kind_check;

ALTER TABLE people RENAME COLUMN name TO fullname;

ALTER TABLE people RENAME TO users;
