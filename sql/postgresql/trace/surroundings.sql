-- What the locks and the work of a statement depend on, beside the schema.
SELECT s.name, s.setting
  FROM pg_catalog.pg_settings s
 WHERE s.name OPERATOR(pg_catalog.=) ANY (ARRAY['server_version', 'TimeZone',
                                                'default_table_access_method', 'wal_level'])
 ORDER BY s.name COLLATE pg_catalog."C"
