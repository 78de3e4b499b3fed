.bail on
.timeout {timeout}
-- Double-quoted strings as the library reads them, not as newer shells do.
.once /dev/null
.dbconfig dqs_ddl on
.once /dev/null
.dbconfig dqs_dml on
