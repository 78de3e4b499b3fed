SELECT pg_catalog.set_config('lock_timeout', pg_catalog.current_setting('migrate.lock_timeout'), false);
