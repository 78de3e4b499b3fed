CREATE TABLE plain (id integer);
COMMENT ON TABLE plain IS 'It''s plain';
CREATE UNLOGGED TABLE logged (id integer);
CREATE TABLE stored (id integer, note text)
  WITH (fillfactor = 70, toast.autovacuum_enabled = false);
CREATE TABLE guarded (id integer, secret text);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
CREATE TABLE replicated (id integer);
ALTER TABLE replicated REPLICA IDENTITY FULL;
CREATE UNLOGGED TABLE coming (
    id integer PRIMARY KEY,
    total numeric(10, 2) DEFAULT 0 NOT NULL CHECK (total >= 0),
    note text COLLATE "C"
) WITH (fillfactor = 50);
ALTER TABLE coming REPLICA IDENTITY NOTHING;
CREATE TABLE nothing ();
