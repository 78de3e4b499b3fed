CREATE TABLE Users (Id integer PRIMARY KEY, old_col text);
