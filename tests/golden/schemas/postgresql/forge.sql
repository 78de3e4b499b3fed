-- A forge of code: users, repositories, issues and merge requests, labels, webhooks.
CREATE SCHEMA audit;
CREATE TYPE visibility AS ENUM ('private', 'internal', 'public');
CREATE TABLE account (
    id bigserial PRIMARY KEY,
    login text NOT NULL,
    kind "char" NOT NULL DEFAULT 'u' CHECK (kind IN ('u', 'o')),
    CONSTRAINT account_login_key UNIQUE (login) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE membership (
    organisation bigint REFERENCES account ON DELETE CASCADE,
    member bigint REFERENCES account ON DELETE CASCADE,
    role text NOT NULL DEFAULT 'reader',
    PRIMARY KEY (organisation, member),
    CHECK (organisation <> member)
);
CREATE TABLE repository (
    id bigserial PRIMARY KEY,
    owner bigint NOT NULL REFERENCES account,
    name text NOT NULL,
    visibility visibility NOT NULL DEFAULT 'private',
    fork_of bigint REFERENCES repository ON DELETE SET NULL,
    default_branch text NOT NULL DEFAULT 'main',
    "size in bytes" bigint NOT NULL DEFAULT 0,
    UNIQUE (owner, name)
) WITH (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);
CREATE TABLE issue (
    id bigserial PRIMARY KEY,
    repository bigint NOT NULL REFERENCES repository ON DELETE CASCADE,
    number int NOT NULL,
    title text NOT NULL,
    body text,
    author bigint REFERENCES account ON DELETE SET NULL,
    closed_by bigint,
    opened timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    closed timestamptz,
    UNIQUE (repository, number)
);
CREATE TABLE merge_request (
    issue bigint PRIMARY KEY REFERENCES issue ON DELETE CASCADE,
    source_branch text NOT NULL,
    target_branch text NOT NULL,
    merged_commit bytea CHECK (octet_length(merged_commit) IN (20, 32))
);
ALTER TABLE issue ADD CONSTRAINT issue_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES merge_request (issue);
CREATE INDEX issue_open ON issue (repository, opened DESC) WHERE closed IS NULL;
CREATE TABLE label (repository bigint REFERENCES repository, name text, colour bit(24) NOT NULL DEFAULT B'000000000000000000000000', PRIMARY KEY (repository, name));
CREATE TABLE issue_label (
    issue bigint REFERENCES issue,
    repository bigint,
    label text,
    PRIMARY KEY (issue, label),
    FOREIGN KEY (repository, label) REFERENCES label (repository, name) MATCH FULL ON UPDATE CASCADE
);
CREATE TABLE audit.event (
    at timestamptz NOT NULL DEFAULT now(),
    actor bigint,
    what text NOT NULL,
    old_row jsonb,
    new_row jsonb
);
CREATE INDEX event_at ON audit.event USING brin (at) WITH (pages_per_range = 32);
CREATE FUNCTION audit.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
BEGIN
    INSERT INTO audit.event (what, old_row, new_row) VALUES (TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END
$$;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON repository FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE FUNCTION next_number(repo bigint) RETURNS int LANGUAGE sql VOLATILE STRICT
    BEGIN ATOMIC
        SELECT COALESCE(max(number), 0) + 1 FROM issue WHERE repository = next_number.repo;
    END;
CREATE VIEW open_issue WITH (security_barrier) AS
    SELECT r.name AS repository, i.number, i.title, array_agg(l.label ORDER BY l.label) AS labels
      FROM issue i JOIN repository r ON r.id = i.repository LEFT JOIN issue_label l ON l.issue = i.id
     WHERE i.closed IS NULL GROUP BY r.name, i.number, i.title;
CREATE RULE no_truncated_labels AS ON DELETE TO label DO ALSO DELETE FROM issue_label WHERE issue_label.label = OLD.name;
