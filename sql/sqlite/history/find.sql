-- Where history tables are: current schema, schema with tables (NULL: none).
SELECT '' AS current_schema,
       (SELECT '' FROM sqlite_schema WHERE type = 'table' AND name = 'migrate_revision')
         AS history_schema;
