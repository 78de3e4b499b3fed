#include "lib/sql/classifier.h"

#include <gtest/gtest.h>

namespace migrate::sql {
namespace {

Kind kind_of(const char* text, const Dialect& dialect) { return classify(text, dialect).kind; }

void expect_all(Kind kind, const Dialect& dialect, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    EXPECT_EQ(to_string(kind_of(text, dialect)), to_string(kind)) << text;
  }
}

TEST(Classifier, PostgresqlAutocommit) {
  expect_all(Kind::autocommit, postgresql_dialect(),
             {"CREATE INDEX CONCURRENTLY i ON t (a);",
              "create unique index concurrently if not exists i on t (a)",
              "CREATE /* x */ INDEX -- y\n CONCURRENTLY ON t (a)",
              "DROP INDEX CONCURRENTLY IF EXISTS i",
              "REINDEX INDEX CONCURRENTLY i",
              "REINDEX TABLE CONCURRENTLY t",
              "REINDEX (CONCURRENTLY) TABLE t",
              "REINDEX (VERBOSE, CONCURRENTLY true) INDEX i",
              "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
              "REINDEX (concurrently on, verbose) TABLE t",
              "REINDEX DATABASE d",
              "REINDEX SYSTEM d",
              "REINDEX SCHEMA s",
              "REINDEX (VERBOSE) SCHEMA s",
              "REINDEX SCHEMA CONCURRENTLY s",
              "VACUUM",
              "VACUUM (ANALYZE) t",
              "CLUSTER",
              "CLUSTER;",
              "CLUSTER VERBOSE;",
              "CLUSTER (VERBOSE)",
              "ALTER TABLE ONLY s.t DETACH PARTITION s.p CONCURRENTLY",
              "CREATE DATABASE d",
              "DROP DATABASE IF EXISTS d",
              "CREATE TABLESPACE s LOCATION '/x'",
              "DROP TABLESPACE s",
              "ALTER SYSTEM SET work_mem = '1MB'",
              "ALTER DATABASE d SET TABLESPACE s",
              "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
              "ALTER SUBSCRIPTION s REFRESH "
              "PUBLICATION",
              "DROP SUBSCRIPTION s",
              "COMMIT PREPARED 'x'",
              "ROLLBACK PREPARED 'x'"});
}

TEST(Classifier, PostgresqlTransactional) {
  expect_all(Kind::transactional, postgresql_dialect(),
             {"CREATE INDEX i ON t (a)",
              "CREATE TABLE concurrently_made (a int)",
              "REINDEX TABLE t",
              "REINDEX (VERBOSE, CONCURRENTLY false) TABLE t",
              "REINDEX (CONCURRENTLY off) TABLE t",
              "CLUSTER t",
              "CLUSTER VERBOSE t USING i",
              "CLUSTER (VERBOSE) t",
              "ALTER TABLE t DETACH PARTITION p",
              "ALTER TABLE t DETACH PARTITION p FINALIZE",
              "ALTER DATABASE d SET work_mem = '1MB'",
              "ALTER TYPE t RENAME VALUE 'a' TO 'b'",
              "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
              "SET LOCAL lock_timeout = 0",
              "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
              "COPY t FROM '/tmp/x'",
              "COPY t TO '/tmp/x'",
              "DISCARD TEMP",
              "SELECT pg_advisory_unlock(1)",
              "DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$",
              "PREPARE p AS SELECT 1",
              "SELECT 'pg_advisory_unlock_all()'",
              "COMMENT ON TABLE t IS 'VACUUM'",
              "WITH x AS (SELECT 1) "
              "SELECT 1"});
}

TEST(Classifier, PostgresqlOtherKinds) {
  const Dialect& d = postgresql_dialect();
  expect_all(Kind::barrier, d,
             {"ALTER TYPE t ADD VALUE 'x'", "alter type s.\"T\" add value if not exists 'x'"});
  expect_all(Kind::copy, d,
             {"COPY t FROM stdin;", "copy s.t (a, b) from STDIN with (format csv)",
              "COPY BINARY t FROM STDIN"});
  expect_all(Kind::refused, d,
             {"DISCARD ALL", "SELECT pg_advisory_unlock_all()",
              "SELECT pg_catalog.pg_advisory_unlock_all();", "COPY t TO STDOUT",
              "COPY (SELECT 1) TO stdout", "PREPARE TRANSACTION 'x'", "COMMIT AND CHAIN",
              "END TRANSACTION AND CHAIN", "ROLLBACK WORK AND CHAIN"});
  expect_all(Kind::control, d,
             {"BEGIN", "BEGIN ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION READ WRITE",
              "COMMIT AND NO CHAIN", "END", "ROLLBACK", "ABORT", "SAVEPOINT a", "RELEASE a",
              "ROLLBACK TO a", "ROLLBACK TRANSACTION TO SAVEPOINT a"});
}

TEST(Classifier, TellsWhatControlDoes) {
  for (const Dialect* dialect : {&postgresql_dialect(), &sqlite_dialect()}) {
    const auto control = [&](const char* text) { return classify(text, *dialect).control; };
    EXPECT_EQ(control("BEGIN;"), Control::begin);
    EXPECT_EQ(control("COMMIT"), Control::commit);
    EXPECT_EQ(control("END TRANSACTION"), Control::commit);
    EXPECT_EQ(control("ROLLBACK;"), Control::rollback);
    EXPECT_EQ(control("ROLLBACK TRANSACTION TO s"), Control::savepoint);
    EXPECT_EQ(control("RELEASE s"), Control::savepoint);
    EXPECT_EQ(control("SELECT 1"), Control::none);
  }
}

TEST(Classifier, Sqlite) {
  const Dialect& d = sqlite_dialect();
  expect_all(Kind::autocommit, d,
             {"VACUUM", "VACUUM INTO 'x'", "ATTACH 'x' AS y", "DETACH y",
              "PRAGMA foreign_keys = OFF", "pragma main.journal_mode=WAL", "PRAGMA synchronous(1)",
              "PRAGMA \"x\".synchronous = 1", "PRAGMA wal_checkpoint"});
  expect_all(
      Kind::transactional, d,
      {"PRAGMA defer_foreign_keys = ON", "PRAGMA user_version = 3", "PRAGMA foreign_key_check",
       "CREATE INDEX vacuum_i ON t (a)", "ALTER TABLE t RENAME TO attach"});
}

TEST(Classifier, KnowsWhatLeavesTheSessionAlone) {
  const auto touches = [](const char* text) {
    return classify(text, postgresql_dialect()).touches_session;
  };
  for (const char* text :
       {"CREATE TABLE t (a int)", "CREATE UNLOGGED TABLE t (a int)",
        "CREATE UNIQUE INDEX i ON t (a)", "ALTER TABLE t ADD b int", "DROP VIEW v",
        "INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DELETE FROM t", "COPY t FROM stdin",
        "GRANT SELECT ON t TO r", "COMMENT ON TABLE t IS 'x'",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"}) {
    EXPECT_FALSE(touches(text)) << text;
  }
  for (const char* text :
       {"SET search_path = s", "SELECT 1", "DO $$ BEGIN END $$", "CALL p()", "LISTEN x",
        "PREPARE p AS SELECT 1", "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "CREATE TEMP TABLE t (a int)", "CREATE TEMPORARY VIEW v AS SELECT 1",
        "CREATE TABLE pg_temp.t (a int)", "RESET ALL", "LOAD 'x'",
        "INSERT INTO t SELECT set_config('a', 'b', false)", "WITH x AS (SELECT 1) SELECT 1",
        "UPDATE t SET a = Set_Config('a', 'b', false)"}) {
    EXPECT_TRUE(touches(text)) << text;
  }
}

TEST(Classifier, KnowsTemporaryObjectsOfSqlite) {
  const auto touches = [](const char* text) {
    return classify(text, sqlite_dialect()).touches_session;
  };
  EXPECT_TRUE(touches("CREATE TEMP TABLE t (a)"));
  EXPECT_TRUE(touches("CREATE TABLE IF NOT EXISTS temp.t (a)"));
  EXPECT_TRUE(touches("PRAGMA foreign_keys = ON"));
  EXPECT_FALSE(touches("CREATE TABLE t (temp)"));
  EXPECT_FALSE(touches("SELECT 1"));
}

TEST(Classifier, WritesTheVerb) {
  const auto verb = [](const char* text) { return classify(text, postgresql_dialect()).verb; };
  EXPECT_EQ(verb("create index concurrently i on t (a)"), "CREATE INDEX CONCURRENTLY");
  EXPECT_EQ(verb("CREATE TABLE t (a int)"), "CREATE TABLE");
  EXPECT_EQ(verb("insert into t values (1)"), "INSERT INTO");
  EXPECT_EQ(verb("UPDATE t SET a = 1"), "UPDATE");
  EXPECT_EQ(verb("DELETE FROM t"), "DELETE FROM");
  EXPECT_EQ(verb("(SELECT 1)"), "");
}

TEST(Classifier, DecidesBehindLongColumnLists) {
  std::string columns = "c0";
  for (int i = 1; i < 1000; ++i) columns += ", c" + std::to_string(i);
  EXPECT_EQ(classify("COPY t (" + columns + ") FROM stdin;", postgresql_dialect()).kind,
            Kind::copy);
}

}  // namespace
}  // namespace migrate::sql
