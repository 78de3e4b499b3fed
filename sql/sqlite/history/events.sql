SELECT seq, run_id, action, revision, who, host, tool, git_commit, note, at, duration_ms, error
FROM migrate_event
ORDER BY seq;
