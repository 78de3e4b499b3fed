-- What kind of table each one is: table, virtual or shadow (of a virtual one).
SELECT name, type
  FROM pragma_table_list
 WHERE schema = 'main' AND type <> 'view'
