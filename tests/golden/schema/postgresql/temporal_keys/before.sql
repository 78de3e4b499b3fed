-- needs PostgreSQL 18
CREATE TABLE rooms (id int4range, during tstzrange, CONSTRAINT rooms_key PRIMARY KEY (id, during));
CREATE TABLE bookings (room int4range, during tstzrange);
CREATE TABLE gone (id int4range, days datemultirange, UNIQUE (id, days WITHOUT OVERLAPS));
INSERT INTO rooms VALUES ('[1,2)', '[2024-01-01,2024-02-01)'), ('[1,2)', '[2024-02-01,2024-03-01)');
INSERT INTO bookings VALUES ('[1,2)', '[2024-01-15,2024-02-15)'), (NULL, '[2020-01-01,2020-01-02)');
