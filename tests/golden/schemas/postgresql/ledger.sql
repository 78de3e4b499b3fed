-- Double entry: deferred constraints, constraint triggers, transition tables, an event trigger.
CREATE TABLE account (code text PRIMARY KEY, parent text REFERENCES account DEFERRABLE INITIALLY IMMEDIATE, kind text NOT NULL DEFAULT 'asset');
CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at date NOT NULL, memo text);
CREATE TABLE posting (
    entry bigint NOT NULL REFERENCES entry ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    account text NOT NULL REFERENCES account,
    amount numeric NOT NULL CHECK (amount <> 0)
);
CREATE INDEX posting_entry ON posting (entry);
ALTER TABLE posting CLUSTER ON posting_entry;
ALTER TABLE account REPLICA IDENTITY FULL;
CREATE UNIQUE INDEX entry_at ON entry (at, id);
ALTER TABLE entry REPLICA IDENTITY USING INDEX entry_at;
CREATE FUNCTION balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM posting WHERE entry = NEW.entry) <> 0 THEN
        RAISE EXCEPTION 'entry % is not balanced', NEW.entry;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE ON posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION balanced();
CREATE FUNCTION count_new() RETURNS trigger LANGUAGE plpgsql COST 10 AS 'BEGIN PERFORM count(*) FROM fresh; RETURN NULL; END';
CREATE TRIGGER counted AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_new();
ALTER TABLE posting DISABLE TRIGGER counted;
CREATE FUNCTION no_drops() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch_drops ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION no_drops();
ALTER EVENT TRIGGER watch_drops DISABLE;
CREATE RECURSIVE VIEW account_tree (code, path) AS
    SELECT code, ARRAY[code] FROM account WHERE parent IS NULL
    UNION ALL SELECT a.code, t.path || a.code FROM account a JOIN account_tree t ON t.code = a.parent;
CREATE VIEW writable AS SELECT code, kind FROM account;
CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER instead INSTEAD OF INSERT ON writable FOR EACH ROW EXECUTE FUNCTION instead();
CREATE PUBLICATION books FOR TABLE entry, posting (entry, amount) WHERE (amount > 0) WITH (publish = 'insert, update');
