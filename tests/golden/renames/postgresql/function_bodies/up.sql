ALTER TABLE users RENAME TO people;

ALTER TABLE people RENAME COLUMN fullname TO name;

ALTER TABLE people RENAME CONSTRAINT users_kind_check TO people_kind_check;

ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey;

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION names()
 RETURNS SETOF text
 LANGUAGE sql
AS $function$SELECT name FROM people$function$;

CREATE VIEW users AS
SELECT people.id,
    people.name AS fullname
   FROM people;
