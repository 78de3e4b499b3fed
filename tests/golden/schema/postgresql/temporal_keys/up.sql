ALTER TABLE rooms
    ADD COLUMN days datemultirange,
    ADD CONSTRAINT rooms_days UNIQUE (id, days WITHOUT OVERLAPS),
    DROP CONSTRAINT rooms_key,
    ADD CONSTRAINT rooms_key PRIMARY KEY (id, during WITHOUT OVERLAPS);

ALTER TABLE bookings ADD CONSTRAINT of_room FOREIGN KEY (room, PERIOD during) REFERENCES rooms(id, PERIOD during);

CREATE TABLE made (
    room int4range NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT made_pkey PRIMARY KEY (room, during WITHOUT OVERLAPS),
    CONSTRAINT made_room_during_fkey FOREIGN KEY (room, PERIOD during) REFERENCES rooms(id, PERIOD during)
);

DROP TABLE gone;
