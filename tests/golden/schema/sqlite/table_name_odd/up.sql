CREATE TABLE "Weird ""Name""; drop" ([select] TEXT PRIMARY KEY, `a b` INTEGER DEFAULT 1);
