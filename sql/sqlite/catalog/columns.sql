-- The columns of the ordinary tables, as SQLite has read them.
SELECT t.name AS table_name, c.name AS column_name
  FROM pragma_table_list AS t
  JOIN pragma_table_xinfo(t.name, 'main') AS c
 WHERE t.schema = 'main' AND t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'
 ORDER BY t.name, c.cid
