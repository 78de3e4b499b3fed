ALTER INDEX app.by_total RENAME TO orders_total;
