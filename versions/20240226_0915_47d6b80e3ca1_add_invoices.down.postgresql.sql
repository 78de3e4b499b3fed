-- revision: 47d6b80e3ca1

DROP TRIGGER order_lines_refresh_total ON order_lines;
DROP FUNCTION refresh_order_total();
DROP TABLE invoices;
