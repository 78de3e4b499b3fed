-- revision: 913ce5f7a208

DROP TABLE payments;
