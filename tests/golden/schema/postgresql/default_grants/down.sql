DROP FUNCTION everybodys();

DROP FUNCTION nobodys_either();

DROP SEQUENCE numbers;

DROP TABLE nobodys;
