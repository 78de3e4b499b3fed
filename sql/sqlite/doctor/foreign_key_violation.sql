-- Rows whose foreign key leads nowhere; the check ends after so many.
SELECT count(*) || ' row' || CASE count(*) WHEN 1 THEN '' ELSE 's' END || ' of ' || "table"
         || ' refer to no row of ' || parent,
       'the first rowids: ' || group_concat(CASE WHEN place <= 5 THEN coalesce(rowid, '?') END, ', '),
       'add the missing rows of ' || parent || ', or delete or mend these: PRAGMA foreign_key_check("'
         || replace("table", '"', '""') || '") lists them'
FROM (SELECT "table", rowid, parent, fkid,
             row_number() OVER (PARTITION BY "table", parent, fkid ORDER BY rowid) AS place
      FROM (SELECT * FROM pragma_foreign_key_check LIMIT 10000))
GROUP BY "table", parent, fkid
ORDER BY "table", parent, fkid;
