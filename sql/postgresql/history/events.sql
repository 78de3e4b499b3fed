-- Events, oldest first: of the runs whose id begins with $1 ('last': the last run), of the revisions
-- whose id begins with $2, not before the time $3, not older than $4 ms, and of those the newest
-- $5. Empty texts and NULL: no such condition. Times compare as bytes, whatever the database's
-- collation.
SELECT seq, run_id, action, revision, who, host, tool, git_commit, note, at, duration_ms, error
FROM (
  SELECT *
  FROM {schema}migrate_event
  WHERE (pg_catalog.starts_with(run_id, $1::pg_catalog.text)
         OR ($1::pg_catalog.text OPERATOR(pg_catalog.=) 'last'
             AND run_id OPERATOR(pg_catalog.=)
                 (SELECT run_id FROM {schema}migrate_event ORDER BY seq DESC LIMIT 1)))
    AND pg_catalog.starts_with(revision, $2::pg_catalog.text)
    AND at OPERATOR(pg_catalog.>=) $3::pg_catalog.text COLLATE pg_catalog."C"
    AND ($4::pg_catalog.int8 IS NULL
         OR at OPERATOR(pg_catalog.>=) pg_catalog.to_char(
              pg_catalog.timezone('UTC', pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-)
                ($4::pg_catalog.int8 OPERATOR(pg_catalog.*) interval '1 millisecond')),
              'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE pg_catalog."C")
  ORDER BY seq DESC
  LIMIT $5::pg_catalog.int8) AS newest
ORDER BY seq;
