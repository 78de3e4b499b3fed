DROP TABLE animal;

DROP TABLE zoo;
