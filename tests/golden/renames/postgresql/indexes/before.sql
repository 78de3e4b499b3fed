CREATE SCHEMA app;
CREATE TABLE app.orders (id integer, total numeric);
CREATE UNIQUE INDEX by_total ON app.orders (total) WHERE total > 0;
