INSERT INTO t VALUES ('k', 'v'), ('l', 'w');
