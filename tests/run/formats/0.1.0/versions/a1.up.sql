-- revision: a1
-- parents: none
-- message: make t; it's "quoted"

CREATE TABLE t (a integer);
