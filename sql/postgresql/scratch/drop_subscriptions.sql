-- Drops the database's subscriptions, which would keep it from being dropped, without a word to
-- their publishers.
DO $$
DECLARE
  s pg_catalog.name;
BEGIN
  FOR s IN SELECT u.subname
             FROM pg_catalog.pg_subscription u
             JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) u.subdbid
            WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
  LOOP
    EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I DISABLE', s);
    EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', s);
    EXECUTE pg_catalog.format('DROP SUBSCRIPTION %I', s);
  END LOOP;
END $$
