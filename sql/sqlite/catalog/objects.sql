-- What the main database consists of, with the texts that made it. Indexes of constraints have no
-- text, and what SQLite keeps for itself begins with sqlite_.
SELECT type, name, tbl_name, sql
  FROM main.sqlite_schema
 WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'
 ORDER BY rowid
