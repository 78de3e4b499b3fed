SELECT pg_catalog.count(*) OPERATOR(pg_catalog.>) 0 AS found FROM ({query}) AS found \gset migrate_
\if :migrate_found
  \echo migrate: the check at {place} finds rows, and must find none:
  SELECT * FROM ({query}) AS found LIMIT 5;
  DO $migrate$ BEGIN RAISE EXCEPTION 'a check finds rows, and must find none'
    USING HINT = 'the first ones are shown above'; END $migrate$;
\endif
