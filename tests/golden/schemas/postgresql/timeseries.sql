-- Measurements, partitioned by time and then by sensor; each partition has its own ways.
CREATE TABLE sensor (id int PRIMARY KEY, place point NOT NULL, kind text NOT NULL DEFAULT 'air');
CREATE TABLE reading (
    sensor int NOT NULL,
    at timestamptz NOT NULL,
    value double precision NOT NULL DEFAULT 0,
    quality smallint DEFAULT 1 CHECK (quality BETWEEN 0 AND 9)
) PARTITION BY RANGE (at);
CREATE TABLE reading_2025 PARTITION OF reading FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE reading_2026 PARTITION OF reading FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2027-01-01 00:00+00') PARTITION BY HASH (sensor);
CREATE TABLE reading_2026_0 PARTITION OF reading_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE reading_2026_1 PARTITION OF reading_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 90);
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;
ALTER TABLE reading ADD PRIMARY KEY (at, sensor);
CREATE INDEX reading_value ON reading (value) WHERE quality > 5;
CREATE INDEX reading_2025_quality ON reading_2025 (quality);
ALTER TABLE reading_rest ALTER COLUMN value SET DEFAULT -1;
ALTER TABLE reading ADD CONSTRAINT reading_sensor FOREIGN KEY (sensor) REFERENCES sensor;
CREATE TABLE by_kind (kind text NOT NULL, amount int) PARTITION BY LIST (kind);
CREATE TABLE by_kind_air PARTITION OF by_kind FOR VALUES IN ('air', 'wind');
CREATE TABLE by_kind_null PARTITION OF by_kind FOR VALUES IN ('water');
CREATE FUNCTION note_reading() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER noted AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION note_reading();
CREATE VIEW daily AS SELECT sensor, date_trunc('day', at) AS day, avg(value) AS value FROM reading GROUP BY 1, 2;
