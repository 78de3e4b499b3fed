-- foreign-keys: off

CREATE TABLE a1_new (id integer primary key asc autoincrement not null, 'quoted' text, "x" varchar ( 10 ) , y double precision default -1.5e3, z blob default x'00ff', b boolean default true not null, ts datetime default (datetime('now')) , j json check (json_valid(j)), extra text default current_date);

INSERT INTO a1_new (id, quoted, x, y, z, b, ts, j)
SELECT id, quoted, x, y, z, b, ts, j
  FROM a1;

DELETE FROM sqlite_sequence WHERE name = 'a1_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'a1_new', seq
  FROM sqlite_sequence
 WHERE name = 'a1';

DROP TABLE a1;

PRAGMA legacy_alter_table = ON;

ALTER TABLE a1_new RENAME TO a1;

PRAGMA legacy_alter_table = OFF;

CREATE UNIQUE INDEX i1 ON a1 (lower(quoted) desc, "x" collate rtrim asc) where y > 0 and z is not null;

CREATE TRIGGER g1 BEFORE UPDATE OF quoted, "x" ON a1 FOR EACH ROW WHEN new.x <> old.x BEGIN SELECT raise(abort, 'no; never'); END;

CREATE TABLE a2_new (a, b, c, extra text default current_date, primary key(a, b), unique (c) on conflict ignore, foreign key (a, b) references a2 (a, b) on update cascade on delete set default match simple deferrable initially immediate) without rowid;

INSERT OR ABORT INTO a2_new (a, b, c)
SELECT a, b, c
  FROM a2;

DROP TABLE a2;

PRAGMA legacy_alter_table = ON;

ALTER TABLE a2_new RENAME TO a2;

PRAGMA legacy_alter_table = OFF;

CREATE TABLE a3_new (a int constraint nn not null constraint pk primary key constraint u unique, b int generated always as (a*2) stored constraint nn2 not null, extra text default current_date);

INSERT INTO a3_new (rowid, a)
SELECT rowid, a
  FROM a3;

DROP TABLE a3;

PRAGMA legacy_alter_table = ON;

ALTER TABLE a3_new RENAME TO a3;

PRAGMA legacy_alter_table = OFF;

CREATE TABLE a4_new (a text collate "nocase" default 'it''s', [b c] int, `d``e` int, "f""g" int references a1 on delete cascade, extra text default current_date);

INSERT INTO a4_new (rowid, a, "b c", "d`e", "f""g")
SELECT rowid, a, "b c", "d`e", "f""g"
  FROM a4;

DROP TABLE a4;

PRAGMA legacy_alter_table = ON;

ALTER TABLE a4_new RENAME TO a4;

PRAGMA legacy_alter_table = OFF;

CREATE TABLE a5_new (a int, b int, extra text default current_date, constraint c1 check (a>b) constraint c2 check (b>0) unique(a));

INSERT INTO a5_new (rowid, a, b)
SELECT rowid, a, b
  FROM a5;

DROP TABLE a5;

PRAGMA legacy_alter_table = ON;

ALTER TABLE a5_new RENAME TO a5;

PRAGMA legacy_alter_table = OFF;
