-- A SaaS with many tenants: row level security, roles' grants, views that respect them.
CREATE SCHEMA app;
CREATE SCHEMA private;
CREATE FUNCTION private.tenant() RETURNS uuid LANGUAGE sql STABLE AS
    $$SELECT nullif(current_setting('app.tenant', true), '')::uuid$$;
CREATE TABLE app.tenant (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, plan text NOT NULL DEFAULT 'free');
CREATE TABLE app.member (
    tenant uuid NOT NULL DEFAULT private.tenant() REFERENCES app.tenant ON DELETE CASCADE,
    id int GENERATED ALWAYS AS IDENTITY,
    email text NOT NULL,
    is_admin boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, email)
);
CREATE TABLE app.document (
    tenant uuid NOT NULL DEFAULT private.tenant(),
    id bigint GENERATED ALWAYS AS IDENTITY,
    author int NOT NULL,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    shared boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, author) REFERENCES app.member (tenant, id)
);
ALTER TABLE app.tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.member ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.document ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.document FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON app.tenant USING (id = private.tenant());
CREATE POLICY own_members ON app.member USING (tenant = private.tenant()) WITH CHECK (tenant = private.tenant());
CREATE POLICY own_documents ON app.document FOR ALL TO PUBLIC USING (tenant = private.tenant());
CREATE POLICY shared_documents ON app.document FOR SELECT USING (shared);
CREATE POLICY admins_only ON app.document AS RESTRICTIVE FOR DELETE
    USING (EXISTS (SELECT FROM app.member m WHERE m.tenant = document.tenant AND m.is_admin));
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT SELECT, INSERT, UPDATE (email) ON app.member TO PUBLIC;
GRANT SELECT (id, title) ON app.document TO PUBLIC;
REVOKE EXECUTE ON FUNCTION private.tenant() FROM PUBLIC;
CREATE VIEW app.title WITH (security_invoker) AS SELECT id, title FROM app.document;
GRANT SELECT ON app.title TO PUBLIC;
CREATE VIEW app.own_title AS SELECT id, title, shared FROM app.document WHERE shared WITH LOCAL CHECK OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
