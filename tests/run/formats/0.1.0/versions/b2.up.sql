-- revision: b2
-- parents: a1
-- message: make u

CREATE TABLE u (a integer);
