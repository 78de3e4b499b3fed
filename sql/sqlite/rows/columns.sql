-- What a table stores: its columns in their order, and where each stands in the primary key (0: not
-- at all). Generated and hidden columns are left out.
SELECT name, pk FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid
