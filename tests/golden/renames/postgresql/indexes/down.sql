ALTER INDEX app.orders_total RENAME TO by_total;
