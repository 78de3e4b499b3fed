CREATE COLLATION gone (locale = 'C');
CREATE COLLATION changed (locale = 'C');
CREATE COLLATION kept (locale = 'C');
COMMENT ON COLLATION kept IS 'before';
CREATE TABLE t (a text COLLATE kept, b text);
