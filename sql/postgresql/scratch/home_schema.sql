-- The schema that a new table goes to; none where the search_path names no schema that exists.
SELECT pg_catalog.current_schema()
