SELECT pg_catalog.count(pg_catalog.set_config(name, '0', false)) AS timeouts
  FROM pg_catalog.pg_settings
 WHERE name OPERATOR(pg_catalog.=) 'transaction_timeout' \gset migrate_
