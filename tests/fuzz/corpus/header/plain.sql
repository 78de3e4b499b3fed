-- revision: a1
-- parents: none
-- message: x
-- variables: a, b!
-- lock-timeout: 5s

SELECT :a;
