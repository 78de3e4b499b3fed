ALTER TYPE address RENAME TO place;

ALTER DOMAIN amount RENAME TO money_amount;

ALTER TYPE state RENAME TO order_state;

ALTER TYPE place RENAME ATTRIBUTE town TO city;

ALTER TYPE order_state RENAME VALUE 'in work' TO 'it''s in work';

ALTER TYPE order_state RENAME VALUE 'done' TO 'finished';

ALTER DOMAIN money_amount RENAME CONSTRAINT amount_check TO money_amount_check;

ALTER TYPE order_state ADD VALUE 'sent';
