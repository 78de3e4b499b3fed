CREATE SCHEMA app;
CREATE TABLE app.orders (id integer, total numeric);
-- renamed-from: by_total
CREATE UNIQUE INDEX orders_total ON app.orders (total) WHERE total > 0;
