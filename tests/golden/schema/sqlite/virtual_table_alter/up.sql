DROP TABLE found;

CREATE VIRTUAL TABLE found USING fts5(a, b, tokenize = 'porter');
