// What PostgreSQL alone has: roles, COPY, enum values, CONCURRENTLY, lock timeouts.
#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

class PostgresqlRun : public testing::Test {
 protected:
  Project project_{"postgresql"};
};

TEST_F(PostgresqlRun, HistoryIsWrittenWhateverTheScriptDoesToTheSession) {
  project_.execute(
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'weak') THEN "
      "CREATE ROLE weak; END IF; END $$");
  project_.revision("r1", "none",
                    "SET client_encoding = latin1; SET standard_conforming_strings = off;\n"
                    "SELECT pg_catalog.set_config('search_path', '', false);\n"
                    "SET ROLE weak;");
  project_.revision("r2", "r1", "SET SESSION AUTHORIZATION weak; CREATE TEMP TABLE x (a int);");
  project_.revision("r3", "r2",
                    "CREATE TABLE t (a text); INSERT INTO t SELECT current_user || ' ' || "
                    "current_setting('client_encoding') || ' ' || coalesce(to_regclass('x')::text, "
                    "'-') || ' ' || current_setting('lock_timeout');");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2 r3");
  EXPECT_EQ(project_.scalar("SELECT a FROM public.t"), "postgres UTF8 - 2s");
}

TEST_F(PostgresqlRun, TheConfiguredRoleOwnsTheHistoryToo) {
  project_.execute(
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'owner') THEN "
      "CREATE ROLE owner; CREATE ROLE deployer LOGIN NOINHERIT IN ROLE owner; END IF; END $$");
  project_.execute("CREATE SCHEMA app AUTHORIZATION owner");
  project_.options.connect.url =
      PostgresServer::instance().url(database_of(project_.url()), "deployer");
  project_.options.connect.role = "owner";
  project_.options.connect.session = {{"search_path", "app"}};
  project_.revision("r1", "none", "CREATE TABLE t (a int);\nRESET ROLE;");
  project_.revision("r2", "r1", "CREATE TABLE u (a int);");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_EQ(project_.scalar("SELECT string_agg(tableowner, ' ') FROM pg_tables WHERE tablename IN "
                            "('u', 'migrate_revision')"),
            "owner owner");
}

TEST_F(PostgresqlRun, ResumeBringsTheSessionBack) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a text);\nSET application_name = 'mine';\n"
                    "CREATE INDEX CONCURRENTLY i ON t (a);\nBROKEN;");
  project_.upgrade_failure();
  project_.revision("r1", "none",
                    "CREATE TABLE t (a text);\nSET application_name = 'mine';\n"
                    "CREATE INDEX CONCURRENTLY i ON t (a);\n"
                    "INSERT INTO t VALUES (current_setting('application_name'));");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "mine");
}

TEST_F(PostgresqlRun, PsqlLinesBetweenSegmentsDoNotStandInTheWayOfResume) {
  const std::string done =
      "\\set ON_ERROR_STOP on\nCREATE TABLE t (a int);\n\\echo one\n"
      "CREATE INDEX CONCURRENTLY i ON t (a);\n\\echo two\n";
  project_.revision("r1", "none", done + "BROKEN;");
  project_.upgrade_failure();
  project_.revision("r1", "none", done + "INSERT INTO t VALUES (1);\n\\echo three");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "1");
}

TEST_F(PostgresqlRun, TemporaryTablesCantBeResumed) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a text); CREATE TEMP TABLE x (a int);\n"
                    "CREATE INDEX CONCURRENTLY i ON t (a);\nBROKEN;");
  project_.upgrade_failure();
  project_.revision("r1", "none",
                    "CREATE TABLE t (a text); CREATE TEMP TABLE x (a int);\n"
                    "CREATE INDEX CONCURRENTLY i ON t (a);\nSELECT 1;");
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::in_doubt);
}

TEST_F(PostgresqlRun, CopiesDataAndFindsItsBrokenLine) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n1\tone\n2\t\\N\n\\.\n"
                    "INSERT INTO t VALUES (3, 'three');");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT count(*) || ' ' || count(b) FROM t"), "3 2");
  project_.revision("r2", "r1", "COPY t FROM stdin;\n4\tfour\nx\tfive\n\\.");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 7);
  EXPECT_EQ(error.diagnostics()[0].excerpt, "x\tfive");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "3");
}

TEST_F(PostgresqlRun, AnEnumValueCanBeUsedBehindItsBarrier) {
  project_.revision("r1", "none", "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (e e);");
  project_.revision("r2", "r1", "ALTER TYPE e ADD VALUE 'b'; INSERT INTO t VALUES ('b');");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT e FROM t"), "b");
}

TEST_F(PostgresqlRun, StatementsWithParametersGoByTheSimpleProtocol) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a int);\nPREPARE p AS INSERT INTO t VALUES ($1);\n"
                    "EXECUTE p(5);");
  project_.revision("r2", "r1", "PREPARE p AS INSERT INTO t VALUES ($1); EXECUTE p(6);");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT sum(a) FROM t"), "11");
}

TEST_F(PostgresqlRun, AFailedConcurrentBuildLeavesNoInvalidIndex) {
  project_.revision("r1", "none", "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);");
  project_.revision("r2", "r1", "CREATE UNIQUE INDEX CONCURRENTLY u ON t (a);\nSELECT 1;");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].code, "23505");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM pg_class WHERE relname = 'u'"), "0");
  EXPECT_EQ(project_.applied(), "r1 r2(running up 0)");
  project_.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = 'u'::regclass"),
            "t");
}

TEST_F(PostgresqlRun, ASegmentThatLosesALockRunsAgainAsAWhole) {
  project_.revision("r1", "none", "CREATE TABLE t (a int);");
  project_.upgrade();
  project_.revision("r2", "r1", "INSERT INTO t VALUES (1);\nALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 50ms\n");
  auto blocker = project_.open();
  db::execute(blocker->connection(), {.sql = "BEGIN"});
  db::execute(blocker->connection(), {.sql = "SELECT * FROM t"});
  project_.observer.lines.clear();
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind == run::Event::Kind::retrying && blocker) {
      db::execute(blocker->connection(), {.sql = "COMMIT"});
      blocker.reset();
    }
  };
  project_.upgrade();
  EXPECT_NE(
      std::find(project_.observer.lines.begin(), project_.observer.lines.end(), "retrying r2"),
      project_.observer.lines.end());
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
  EXPECT_EQ(project_.applied(), "r1 r2");
}

TEST_F(PostgresqlRun, RetriesAreBoundedByTheHeader) {
  project_.revision("r1", "none", "CREATE TABLE t (a int);");
  project_.upgrade();
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 20ms\n-- retry: 1\n");
  const auto blocker = project_.open();
  db::execute(blocker->connection(), {.sql = "BEGIN"});
  db::execute(blocker->connection(), {.sql = "SELECT * FROM t"});
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::locked);
  db::execute(blocker->connection(), {.sql = "COMMIT"});
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_F(PostgresqlRun, DeferredConstraintsFailBeforeTheRecord) {
  project_.revision("r1", "none",
                    "CREATE TABLE p (id int PRIMARY KEY);\n"
                    "CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\n"
                    "INSERT INTO c VALUES (1);");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].code, "23503");
  EXPECT_TRUE(error.diagnostics()[0].message.starts_with("at the end of the transaction: "))
      << error.diagnostics()[0].message;
  EXPECT_EQ(project_.applied(), "");
}

TEST_F(PostgresqlRun, ADoBlockThatCommitsIsToldHow) {
  project_.revision("r1", "none", "DO $$ BEGIN COMMIT; END $$;");
  const Error error = project_.upgrade_failure();
  EXPECT_NE(error.diagnostics()[0].hint.find("-- transaction: off"), std::string::npos);
  project_.revision("r1", "none", "-- transaction: off\nDO $$ BEGIN COMMIT; END $$;");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_F(PostgresqlRun, AScriptChoosesItsIsolationLevel) {
  project_.revision("r1", "none",
                    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                    "CREATE TABLE t AS SELECT current_setting('transaction_isolation') AS level;");
  project_.revision("r2", "r1",
                    "BEGIN;\nset transaction isolation level repeatable read;\n"
                    "INSERT INTO t SELECT current_setting('transaction_isolation');\nCOMMIT;");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT string_agg(level, ', ' ORDER BY level) FROM t"),
            "repeatable read, serializable");
}

TEST_F(PostgresqlRun, ALostBackendEndsTheRunAndTheNextOneGoesOn) {
  project_.revision("r1", "none", "CREATE TABLE t (a int);");
  project_.revision("r2", "r1", "SELECT pg_terminate_backend(pg_backend_pid());");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::unreachable);
  EXPECT_EQ(
      error.diagnostics()[0].notes.at(0),
      "read on a new connection: 1 revision of this run done; r2 is not applied: nothing of it "
      "stayed");
  EXPECT_EQ(project_.applied(), "r1");
  project_.revision("r2", "r1", "SELECT 1;");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
}

}  // namespace
}  // namespace migrate::test
