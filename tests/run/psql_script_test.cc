// Scripts in place of runs: what only psql has.
#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

class PsqlScriptTest : public OfflineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, PsqlScriptTest, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

TEST_P(PsqlScriptTest, CopiesDataByteForByte) {
  revision("a", "none",
           "CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n1\ta:b\\tc\n2\t\\N\n\\.\n"
           "INSERT INTO t VALUES (3, 'x');");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT string_agg(a || '=' || coalesce(b, '-'), ';') FROM t"),
            "1=a:b\tc;2=-;3=x");
}

TEST_P(PsqlScriptTest, BringsTheSessionBackBehindAScriptThatChangedIt) {
  revision("a", "none",
           "SET search_path = '';\nSET ROLE pg_monitor;\nSET standard_conforming_strings = off;\n"
           "SET client_encoding = 'LATIN1';");
  revision("b", "a", "CREATE TABLE t (a text DEFAULT 'a\\b');");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(PsqlScriptTest, LeavesVariablesToPsqlAndSecretsToWhoeverRunsIt) {
  revision("a", "none", "CREATE TABLE t (a text);\nINSERT INTO t VALUES (:'who'), (:'key');", "",
           "-- variables: who, key!\n");
  revision("b", "a", "INSERT INTO t VALUES (':who');");
  project_.apply.variables = {{"who", "it's \\ me"}, {"key", "hidden"}};
  const std::string text = script();
  EXPECT_EQ(text.find("hidden"), std::string::npos) << text;
  EXPECT_NE(text.find("VALUES (:'who'), (:'key');"), std::string::npos) << text;
  run_and_fail(text, "the variable key has no value");
  EXPECT_EQ(project_.catalog(), "NULL");

  const ChildResult result = shell(project_, text, {"-v", "key=hidden"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  live_.apply.variables = project_.apply.variables;
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT string_agg(a, ';') FROM t"), "it's \\ me;hidden;:who");
}

TEST_P(PsqlScriptTest, FailsWhileAnotherRunHoldsTheLock) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  const std::string text = script();
  const std::unique_ptr<workflow::Database> other = project_.open();
  const std::unique_ptr<db::Lock> lock =
      other->driver().lock(other->connection(), "public", "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  run_and_fail(text, "the run lock is held by another run");
  lock->release();
  run(text);
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(PsqlScriptTest, AFailedConcurrentBuildIsClearedAwayByTheNextScript) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (1);\n"
                    "CREATE UNIQUE INDEX CONCURRENTLY t_ix ON t (a);\nCREATE TABLE u (a int);");
  run_and_fail(script(), "could not create unique index");
  EXPECT_EQ(project_.scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_ix'::regclass"),
            "f");
  project_.execute("DELETE FROM t WHERE ctid = '(0,1)'");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_ix'::regclass"),
            "t");
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(PsqlScriptTest, LooksAfterABuildWithoutAName) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY ON t (a);\n"
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_ix ON t (a);");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"), "2");
}

TEST_P(PsqlScriptTest, KeepsAHistoryInASchemaOfItsOwn) {
  project_.options.schema = "my \"own\"";
  project_.execute("CREATE SCHEMA \"my \"\"own\"\"\"");
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  run(script());
  EXPECT_EQ(project_.applied(), "a");
  project_.options.schema = "";
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const revision::RevisionGraph graph = project_.graph();
  const std::unique_ptr<db::Driver> driver = driver_named("postgresql");
  workflow::Database assumed(*driver, project_.options, {});
  TextSink text;
  workflow::write_script(assumed, graph, workflow::plan_upgrade(assumed, graph, "head"), request_,
                         text);
  run_and_fail(text.text(), "the history is in schema my \"own\"");
}

TEST_P(PsqlScriptTest, SkipsWhatIsAppliedAtEveryState) {
  revision("a", "none", "CREATE TABLE t (a int);\n" + alone("t"));
  revision("b", "a", "CREATE TABLE u (a int);\nDO $$ BEGIN PERFORM 1; END $$;");
  revision("c", "b", "CREATE TABLE v (a int);");
  request_.steps = run::ScriptOptions::Steps::missing;
  const std::string text = script();
  project_.upgrade("b");
  run(text);
  EXPECT_EQ(project_.applied(), "a b c");
  run(text);
  live_.upgrade("b");
  expect_as_live([](Project& project) { project.upgrade(); });
}

TEST_P(PsqlScriptTest, RefusesCopyWhereItMightBeSkipped) {
  project_.revision("a", "none", "CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n\\.\n");
  request_.steps = run::ScriptOptions::Steps::missing;
  TextSink text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 6);
  EXPECT_EQ(text.text(), "") << "half a script went out";
}

}  // namespace
}  // namespace migrate::test
