CREATE TABLE events (
    -- renamed-from: at
    day date NOT NULL,
    what text,
    -- renamed-from: said
    CONSTRAINT something CHECK (what <> '')
) PARTITION BY RANGE (day);
-- renamed-from: events_2025
CREATE TABLE events_of_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- renamed-from: events_at
CREATE INDEX events_day ON events (day);
CREATE TABLE things (
    -- renamed-from: name
    title text
);
CREATE TABLE big_things (
    -- renamed-from: name
    title text,
    size integer
) INHERITS (things);
