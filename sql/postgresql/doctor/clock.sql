-- The server's clock, in milliseconds since 1970.
SELECT pg_catalog.floor(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())
         OPERATOR(pg_catalog.*) 1000)::pg_catalog.int8
