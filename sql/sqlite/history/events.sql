SELECT seq, run_id, action, revision, who, host, tool, git_commit, note, at, duration_ms, error
FROM {schema}migrate_event
ORDER BY seq;
