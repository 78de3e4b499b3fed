// Scripts in place of runs: what only the sqlite3 shell has.
#include <filesystem>

#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

class SqliteScriptTest : public OfflineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, SqliteScriptTest, testing::Values("sqlite"),
                         [](const auto& engine) { return engine.param; });

TEST_P(SqliteScriptTest, RebuildsATableWithItsForeignKeysOff) {
  revision("a", "none",
           "CREATE TABLE p (a INTEGER PRIMARY KEY);\nCREATE TABLE c (a REFERENCES p ON DELETE "
           "CASCADE);\nINSERT INTO p VALUES (1);\nINSERT INTO c VALUES (1);");
  revision("b", "a",
           "CREATE TABLE q (a INTEGER PRIMARY KEY, b);\nINSERT INTO q SELECT a, 2 FROM p;\n"
           "DROP TABLE p;\nALTER TABLE q RENAME TO p;",
           "", "-- foreign-keys: off\n");
  project_.options.connect.session = {{"foreign_keys", "on"}};
  live_.options.connect.session = {{"foreign_keys", "on"}};
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM c"), "1");
}

TEST_P(SqliteScriptTest, ChecksForeignKeysBeforeTheCommit) {
  project_.revision("a", "none",
                    "CREATE TABLE p (a INTEGER PRIMARY KEY);\nCREATE TABLE c (a REFERENCES p);\n"
                    "INSERT INTO c VALUES (7);",
                    "", "-- foreign-keys: off\n");
  run_and_fail(script(), "rows would refer to rows that don't exist");
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(SqliteScriptTest, StopsWhenAnotherRunHasWritten) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  std::string text = script();
  const size_t second = text.find("-- 2/2 up b");
  ASSERT_NE(second, std::string::npos);
  const std::string file = project_.url().substr(project_.url().find(':') + 1);
  text.insert(text.rfind('\n', text.rfind("-- ---", second)) + 1,
              ".shell sqlite3 " + file +
                  " \"UPDATE migrate_meta SET value = value + 1 WHERE key = 'generation'\"\n");
  run_and_fail(text, "history_moved_on");
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(SqliteScriptTest, PutsTheSessionBackBehindAScriptThatChangedIt) {
  revision(
      "a", "none",
      "CREATE TABLE t (a text);\nINSERT INTO t VALUES ('A');\nPRAGMA case_sensitive_like = on;\n"
      "ATTACH ':memory:' AS other;\nCREATE TEMP TABLE t2 AS SELECT 1;");
  revision("b", "a", "ATTACH ':memory:' AS other;\nDELETE FROM t WHERE a LIKE 'a';");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "0");
}

TEST_P(SqliteScriptTest, RefusesWhatTheShellReadsInAnotherWay) {
  project_.revision("a", "none", "SELECT 1\n/\n2;");
  TextSink text;
  Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 5);
  std::filesystem::remove(project_.up_path("a"));
  project_.revision("b", "none", "PRAGMA temp_store = memory;");
  error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(text.text(), "") << "half a script went out";
}

TEST_P(SqliteScriptTest, RefusesSecrets) {
  project_.revision("a", "none", "SELECT :'key';", "", "-- variables: key!\n");
  project_.apply.variables = {{"key", "hidden"}};
  TextSink text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(text.text(), "") << "half a script went out";
}

TEST_P(SqliteScriptTest, RefusesToSkipWhatIsApplied) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  request_.steps = run::ScriptOptions::Steps::missing;
  TextSink text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(text.text(), "");
}

TEST_P(SqliteScriptTest, PutsValuesInPlaceOfVariables) {
  revision("a", "none", "CREATE TABLE t (a text);\nINSERT INTO t VALUES (:'who');", "",
           "-- variables: who\n");
  project_.apply.variables = {{"who", "it's me"}};
  live_.apply.variables = project_.apply.variables;
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "it's me");
}

}  // namespace
}  // namespace migrate::test
