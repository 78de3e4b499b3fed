-- What a person has to run so that the history in schema ?1 can be used; one statement a row.
SELECT 'remove history_schema from the configuration: SQLite has none' WHERE ?1 <> '';
