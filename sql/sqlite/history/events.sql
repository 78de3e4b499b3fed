-- Events, oldest first: of the runs whose id begins with ?1 ('last': the last run), of the revisions
-- whose id begins with ?2, not before the time ?3, not older than ?4 ms, and of those the newest
-- ?5. Empty texts and NULL: no such condition.
SELECT seq, run_id, action, revision, who, host, tool, git_commit, note, at, duration_ms, error
FROM (
  SELECT *
  FROM {schema}migrate_event
  WHERE (substr(run_id, 1, length(?1)) = ?1
         OR (?1 = 'last'
             AND run_id = (SELECT run_id FROM {schema}migrate_event ORDER BY seq DESC LIMIT 1)))
    AND substr(revision, 1, length(?2)) = ?2
    AND at >= ?3
    AND (?4 IS NULL
         OR at >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (?4 / 1000.0) || ' seconds'))
  ORDER BY seq DESC
  LIMIT coalesce(?5, -1))
ORDER BY seq;
