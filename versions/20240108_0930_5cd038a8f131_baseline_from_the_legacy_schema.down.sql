-- revision: 5cd038a8f131

DROP INDEX orders_by_customer;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE products;
DROP TABLE customers;
