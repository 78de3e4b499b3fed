ALTER TABLE bookings DROP CONSTRAINT of_room;

CREATE TABLE gone (
    id int4range,
    days datemultirange,
    CONSTRAINT gone_id_days_key UNIQUE (id, days WITHOUT OVERLAPS)
);

ALTER TABLE rooms
    DROP CONSTRAINT rooms_days,
    DROP COLUMN days;

DROP TABLE made;

ALTER TABLE rooms
    DROP CONSTRAINT rooms_key,
    ADD CONSTRAINT rooms_key PRIMARY KEY (id, during);
