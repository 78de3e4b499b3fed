-- Deferred triggers fire now, as the script's own user and under its settings, not at COMMIT under
-- ours.
SET CONSTRAINTS ALL IMMEDIATE;

-- Until the transaction ends: our own user and role again, whatever the script took, our encoding and
-- quoting, and a search_path in which no one can put other functions and operators in our way. All
-- local: the script's own settings come back after it.
SELECT pg_catalog.set_config('session_authorization', NULL, true),
       pg_catalog.set_config('role', {role}, true),
       pg_catalog.set_config('client_encoding', 'UTF8', true),
       pg_catalog.set_config('standard_conforming_strings', 'on', true),
       pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
