-- What a table's foreign keys refer to, a row for each of their columns.
SELECT id, "table", "from" FROM pragma_foreign_key_list(?1, 'main') ORDER BY id, seq
