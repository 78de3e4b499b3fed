CREATE SCHEMA app;
CREATE COLLATION app."Made" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER COLLATION app."Made" OWNER TO pg_monitor;
CREATE COLLATION changed (locale = 'POSIX');
CREATE COLLATION kept (locale = 'C');
COMMENT ON COLLATION kept IS 'after';
CREATE TABLE t (a text COLLATE kept, b text COLLATE app."Made");
