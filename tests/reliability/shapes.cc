#include "tests/reliability/shapes.h"

namespace migrate::test {
namespace {

const Shape kPostgresqlShapes[] = {
    {.name = "transactional",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "ALTER TABLE t ADD COLUMN b text DEFAULT 'x' NOT NULL;\n"
           "INSERT INTO ran VALUES ('two');",
     .down = "ALTER TABLE t DROP COLUMN b;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "DROP TABLE u;"},
    {.name = "indexes",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer, b integer);\n"
             "INSERT INTO t SELECT i, i FROM generate_series(1, 500) AS i;",
     .up = "CREATE INDEX CONCURRENTLY t_a ON t (a);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_b ON t (b);\n"
           "REINDEX INDEX CONCURRENTLY t_a;\n"
           "INSERT INTO ran VALUES ('two');\n"
           "REINDEX TABLE CONCURRENTLY t;",
     .down = "DROP INDEX CONCURRENTLY t_a;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "DROP INDEX CONCURRENTLY IF EXISTS t_b;"},
    {.name = "vacuum",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "INSERT INTO ran VALUES ('one');\n"
           "VACUUM t;\n"
           "INSERT INTO ran VALUES ('two');\n"
           "VACUUM (ANALYZE) t;",
     .down = "VACUUM t;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "VACUUM ANALYZE t;"},
    {.name = "enum",
     .engine = "postgresql",
     .base = "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);",
     .up = "INSERT INTO ran VALUES ('one');\n"
           "ALTER TYPE mood ADD VALUE 'ok';\n"
           "INSERT INTO t VALUES ('ok');\n"
           "ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';\n"
           "INSERT INTO t VALUES ('happy');\n"
           "INSERT INTO ran VALUES ('two');",
     .down = "DELETE FROM t;\n"
             "INSERT INTO ran VALUES ('back');",
     .probe = "SELECT coalesce(string_agg(m::text, ' ' ORDER BY m), '') FROM t"},
    {.name = "detach",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer) PARTITION BY RANGE (a);\n"
             "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);\n"
             "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);",
     .up = "ALTER TABLE t DETACH PARTITION t1 CONCURRENTLY;\n"
           "INSERT INTO ran VALUES ('one');\n"
           "ALTER TABLE t DETACH PARTITION t2 CONCURRENTLY;",
     .down = "ALTER TABLE t1 DROP CONSTRAINT IF EXISTS t1_a_check;\n"
             "ALTER TABLE t2 DROP CONSTRAINT IF EXISTS t2_a_check;\n"
             "ALTER TABLE t ATTACH PARTITION t1 FOR VALUES FROM (0) TO (10);\n"
             "INSERT INTO ran VALUES ('back');\n"
             "ALTER TABLE t ATTACH PARTITION t2 FOR VALUES FROM (10) TO (20);"},
    {.name = "database",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "INSERT INTO ran VALUES ('one');\n"
           "CREATE DATABASE shape_made;\n"
           "INSERT INTO ran VALUES ('two');",
     .down = "INSERT INTO ran VALUES ('back');\n"
             "DROP DATABASE shape_made;",
     .probe = "SELECT count(*) FROM pg_database WHERE datname = 'shape_made'",
     .outside = "DROP DATABASE IF EXISTS shape_made"},
    {.name = "blocks",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "BEGIN;\n"
           "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "COMMIT;\n"
           "CREATE INDEX CONCURRENTLY t_a ON t (a);\n"
           "BEGIN ISOLATION LEVEL SERIALIZABLE;\n"
           "INSERT INTO ran VALUES ('two');\n"
           "SAVEPOINT here;\n"
           "INSERT INTO ran VALUES ('none');\n"
           "ROLLBACK TO here;\n"
           "COMMIT;",
     .down = "BEGIN;\n"
             "DROP TABLE u;\n"
             "COMMIT;\n"
             "BEGIN;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "DROP INDEX t_a;\n"
             "END;"},
    {.name = "one block",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "BEGIN;\n"
           "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "COMMIT;",
     .down = "BEGIN;\nDROP TABLE u;\nINSERT INTO ran VALUES ('back');\nCOMMIT;"},
    {.name = "copy",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer, b text);",
     .up = "COPY t FROM stdin;\n1\tone\n2\ttwo\n\\.\n"
           "CREATE INDEX CONCURRENTLY t_a ON t (a);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "COPY t (a) FROM stdin;\n3\n\\.\n"
           "COPY t FROM stdin WITH (FORMAT csv);\n4,four\n\\.",
     .down = "DROP INDEX CONCURRENTLY t_a;\n"
             "DELETE FROM t;\n"
             "COPY ran FROM stdin;\nback\n\\.",
     .probe = "SELECT coalesce(string_agg(a || coalesce(b, '-'), ' ' ORDER BY a), '') FROM t"},
    {.name = "settings",
     .engine = "postgresql",
     .base = "CREATE SCHEMA other;\nCREATE TABLE t (a integer);",
     .up = "SET search_path TO other, public;\n"
           "SET work_mem = '3MB';\n"
           "CREATE INDEX CONCURRENTLY t_a ON t (a);\n"
           "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES (current_setting('work_mem'));\n"
           "VACUUM other.u;\n"
           "CREATE TABLE v (word text DEFAULT 'x');\n"
           "INSERT INTO ran VALUES (current_setting('work_mem') || ' still');",
     .down = "SET search_path TO other;\n"
             "DROP TABLE u;\n"
             "DROP INDEX CONCURRENTLY public.t_a;\n"
             "DROP TABLE v;\n"
             "INSERT INTO public.ran VALUES ('back');"},
    {.name = "each alone",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer);",
     .up = "INSERT INTO ran VALUES ('0');\n"
           "INSERT INTO ran VALUES ('1');\n"
           "INSERT INTO ran VALUES ('2');",
     .down = "-- transaction: off\n\n"
             "DELETE FROM ran WHERE what = '0';\n"
             "DELETE FROM ran WHERE what = '1';\n"
             "DELETE FROM ran WHERE what = '2';",
     .keys = "-- transaction: off\n",
     .happened = "SELECT count(*) FROM ran WHERE what = ':k'"},
    {.name = "mixed",
     .engine = "postgresql",
     .base = "CREATE TABLE t (a integer, b integer);\n"
             "INSERT INTO t SELECT i, i FROM generate_series(1, 100) AS i;\n"
             "CREATE TYPE mood AS ENUM ('sad');",
     .up = "CREATE TABLE u (a integer, m mood);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "CREATE INDEX CONCURRENTLY t_a ON t (a);\n"
           "ALTER TYPE mood ADD VALUE 'ok';\n"
           "INSERT INTO u VALUES (1, 'ok');\n"
           "COPY u FROM stdin;\n2\tok\n\\.\n"
           "VACUUM u;\n"
           "DO $$ BEGIN INSERT INTO ran VALUES ('two'); END $$;\n"
           "SET work_mem = '3MB';\n"
           "DROP INDEX CONCURRENTLY t_a;\n"
           "INSERT INTO ran VALUES (current_setting('work_mem'));",
     .down = "CREATE INDEX CONCURRENTLY t_b ON t (b);\n"
             "INSERT INTO ran VALUES ('back');\n"
             "DROP TABLE u;\n"
             "DROP INDEX CONCURRENTLY t_b;",
     .probe = "SELECT count(*) FROM pg_class WHERE relname = 'u' AND relkind = 'r'"},
};

const Shape kSqliteShapes[] = {
    {.name = "transactional",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer);",
     .up = "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "ALTER TABLE t ADD COLUMN b text;\n"
           "INSERT INTO ran VALUES ('two');",
     .down = "ALTER TABLE t DROP COLUMN b;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "DROP TABLE u;"},
    {.name = "vacuum",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer);",
     .up = "INSERT INTO ran VALUES ('one');\n"
           "VACUUM;\n"
           "CREATE INDEX t_a ON t (a);\n"
           "INSERT INTO ran VALUES ('two');\n"
           "PRAGMA journal_mode = delete;",
     .down = "VACUUM;\n"
             "DROP INDEX t_a;\n"
             "INSERT INTO ran VALUES ('back');\n"
             "VACUUM;"},
    {.name = "blocks",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer);",
     .up = "BEGIN;\n"
           "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "COMMIT;\n"
           "VACUUM;\n"
           "BEGIN IMMEDIATE;\n"
           "INSERT INTO ran VALUES ('two');\n"
           "SAVEPOINT here;\n"
           "INSERT INTO ran VALUES ('none');\n"
           "ROLLBACK TO here;\n"
           "END TRANSACTION;",
     .down = "BEGIN;\nDROP TABLE u;\nCOMMIT;\n"
             "BEGIN;\nINSERT INTO ran VALUES ('back');\nCOMMIT;"},
    {.name = "foreign keys off",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer PRIMARY KEY);\n"
             "CREATE TABLE child (a integer REFERENCES t (a) ON DELETE CASCADE);\n"
             "INSERT INTO t VALUES (1);\nINSERT INTO child VALUES (1);",
     .up = "CREATE TABLE t_new (a integer PRIMARY KEY, b text);\n"
           "INSERT INTO t_new (a) SELECT a FROM t;\n"
           "DROP TABLE t;\n"
           "ALTER TABLE t_new RENAME TO t;\n"
           "INSERT INTO ran VALUES ('one');",
     .down = "ALTER TABLE t DROP COLUMN b;\n"
             "INSERT INTO ran VALUES ('back');",
     .keys = "-- foreign-keys: off\n",
     .probe = "SELECT count(*) FROM child"},
    {.name = "each alone",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer);",
     .up = "INSERT INTO ran VALUES ('0');\n"
           "INSERT INTO ran VALUES ('1');\n"
           "INSERT INTO ran VALUES ('2');",
     .down = "-- transaction: off\n\n"
             "DELETE FROM ran WHERE what = '0';\n"
             "DELETE FROM ran WHERE what = '1';\n"
             "DELETE FROM ran WHERE what = '2';",
     .keys = "-- transaction: off\n",
     .happened = "SELECT count(*) FROM ran WHERE what = ':k'"},
    {.name = "mixed",
     .engine = "sqlite",
     .base = "CREATE TABLE t (a integer);",
     .up = "CREATE TABLE u (a integer);\n"
           "INSERT INTO ran VALUES ('one');\n"
           "VACUUM;\n"
           "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO ran VALUES ('trigger'); END;\n"
           "INSERT INTO u VALUES (1);\n"
           "VACUUM;\n"
           "INSERT INTO u VALUES (2);",
     .down = "DROP TRIGGER g;\n"
             "VACUUM;\n"
             "DROP TABLE u;\n"
             "INSERT INTO ran VALUES ('back');"},
};

}  // namespace

std::vector<Shape> shapes_of(const std::string& engine) {
  if (engine == "postgresql") return {std::begin(kPostgresqlShapes), std::end(kPostgresqlShapes)};
  return {std::begin(kSqliteShapes), std::end(kSqliteShapes)};
}

}  // namespace migrate::test
