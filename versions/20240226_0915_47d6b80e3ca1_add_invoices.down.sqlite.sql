-- revision: 47d6b80e3ca1

DROP TRIGGER order_lines_total_after_insert;
DROP TRIGGER order_lines_total_after_update;
DROP TRIGGER order_lines_total_after_delete;
DROP TABLE invoices;
