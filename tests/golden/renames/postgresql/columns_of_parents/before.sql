CREATE TABLE events (at date NOT NULL, what text, CONSTRAINT said CHECK (what <> '')) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_at ON events (at);
CREATE TABLE things (name text);
CREATE TABLE big_things (size integer) INHERITS (things);
