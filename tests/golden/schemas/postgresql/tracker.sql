-- An error tracker: projects, releases, events with JSON, alerts; a view chain and aggregates.
CREATE TABLE project (id int PRIMARY KEY, slug varchar(50) NOT NULL UNIQUE, options json);
CREATE TABLE release (
    project int NOT NULL REFERENCES project,
    version text NOT NULL,
    released timestamp(3) without time zone DEFAULT (now() AT TIME ZONE 'utc'),
    PRIMARY KEY (project, version)
);
CREATE SEQUENCE event_number AS bigint INCREMENT BY 10 MINVALUE 10 CACHE 20;
CREATE UNLOGGED TABLE event (
    id bigint NOT NULL DEFAULT nextval('event_number'),
    project int NOT NULL,
    version text,
    level smallint NOT NULL DEFAULT 40,
    fingerprint uuid NOT NULL DEFAULT gen_random_uuid(),
    payload jsonb NOT NULL,
    client inet,
    seen tstzrange NOT NULL DEFAULT tstzrange(now(), NULL),
    PRIMARY KEY (id),
    CONSTRAINT known_level CHECK (level IN (10, 20, 30, 40, 50)) NO INHERIT
);
ALTER SEQUENCE event_number OWNED BY event.id;
ALTER TABLE event ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE event ALTER COLUMN fingerprint SET STATISTICS 500;
ALTER TABLE event ADD CONSTRAINT event_release_fkey FOREIGN KEY (project, version) REFERENCES release NOT VALID;
CREATE INDEX event_path ON event USING gin (payload jsonb_path_ops);
CREATE INDEX event_day ON event (((seen).lower_inf), project);
CREATE TYPE level_count AS (level smallint, amount bigint);
CREATE FUNCTION level_name(level smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE level WHEN 50 THEN 'fatal' WHEN 40 THEN 'error' ELSE 'other' END;
CREATE FUNCTION add_level(state level_count, level smallint) RETURNS level_count LANGUAGE sql IMMUTABLE AS
    'SELECT ROW(greatest((state).level, level), COALESCE((state).amount, 0) + 1)::level_count';
CREATE AGGREGATE worst(smallint) (SFUNC = add_level, STYPE = level_count, INITCOND = '(0,0)');
CREATE VIEW recent AS SELECT *, level_name(level) AS level_name FROM event WHERE NOT upper_inf(seen);
CREATE VIEW by_project AS SELECT project, worst(level) AS worst FROM recent GROUP BY project;
CREATE VIEW worst_project AS SELECT p.slug, (b.worst).level FROM by_project b JOIN project p ON p.id = b.project;
COMMENT ON VIEW worst_project IS 'for the board';
CREATE TABLE alert (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project int NOT NULL REFERENCES project ON UPDATE RESTRICT ON DELETE CASCADE,
    during tsrange NOT NULL,
    quiet interval DAY TO SECOND(0) NOT NULL DEFAULT '1 day'
);
CREATE EXTENSION btree_gist;
ALTER TABLE alert ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (project WITH =, during WITH &&) WHERE (NOT isempty(during)) DEFERRABLE;
CREATE PROCEDURE forget(before timestamptz, INOUT gone bigint DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM event WHERE upper(seen) < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
END
$$;
