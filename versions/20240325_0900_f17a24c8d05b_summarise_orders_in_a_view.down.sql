-- revision: f17a24c8d05b

DROP VIEW order_summary;
