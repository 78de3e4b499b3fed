CREATE TABLE rooms (
    id int4range,
    during tstzrange,
    days datemultirange,
    CONSTRAINT rooms_key PRIMARY KEY (id, during WITHOUT OVERLAPS),
    CONSTRAINT rooms_days UNIQUE (id, days WITHOUT OVERLAPS)
);
CREATE TABLE bookings (
    room int4range,
    during tstzrange,
    CONSTRAINT of_room FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD during)
);
CREATE TABLE made (
    room int4range,
    during tstzrange,
    PRIMARY KEY (room, during WITHOUT OVERLAPS),
    FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD during)
);
