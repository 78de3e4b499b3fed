CREATE TABLE users (id serial PRIMARY KEY, fullname varchar(20), email text);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users);
