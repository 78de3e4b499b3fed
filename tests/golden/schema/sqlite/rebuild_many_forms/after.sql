CREATE TABLE IF NOT EXISTS main.a1 (id integer primary key asc autoincrement not null, 'quoted' text, "x" varchar ( 10 ) , y double precision default -1.5e3, z blob default x'00ff', b boolean default true not null, ts datetime default (datetime('now')) , j json check (json_valid(j)), extra text default current_date);
CREATE TABLE a2 (a, b, c, extra text default current_date, primary key(a, b), unique (c) on conflict ignore, foreign key (a, b) references a2 (a, b) on update cascade on delete set default match simple deferrable initially immediate) without rowid;
CREATE TABLE a3 (a int constraint nn not null constraint pk primary key constraint u unique, b int generated always as (a*2) stored constraint nn2 not null, extra text default current_date);
CREATE TABLE a4 (a text collate "nocase" default 'it''s', [b c] int, `d``e` int, "f""g" int references a1 on delete cascade, extra text default current_date);
CREATE TABLE a5 (a int, b int, extra text default current_date, constraint c1 check (a>b) constraint c2 check (b>0) unique(a));
CREATE UNIQUE INDEX IF NOT EXISTS main.i1 ON a1 (lower(quoted) desc, "x" collate rtrim asc) where y > 0 and z is not null;
CREATE VIEW IF NOT EXISTS main.v1(p,q) AS WITH t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t WHERE n<3) SELECT n, n FROM t;
CREATE TRIGGER IF NOT EXISTS main.g1 BEFORE UPDATE OF quoted, "x" ON a1 FOR EACH ROW WHEN new.x <> old.x BEGIN SELECT raise(abort, 'no; never'); END;
