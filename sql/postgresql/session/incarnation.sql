-- Where the server is, as it sees itself, and since when it runs.
SELECT pg_catalog.concat_ws(' ', pg_catalog.inet_server_addr(), pg_catalog.inet_server_port(),
                            pg_catalog.pg_postmaster_start_time())
