// Scripts in place of runs, run by psql and sqlite3: what they leave is what a run leaves.
#include <filesystem>

#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

TEST_P(OfflineTest, LeavesWhatARunLeaves) {
  revision("a", "none", "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'it''s :b');");
  revision("b", "a",
           "INSERT INTO t VALUES (2, 'C:\\temp');\n" + alone("t") +
               "\n-- why\nINSERT INTO t VALUES (3, 'three')  ");
  revision("c", "b", "BEGIN;\nCREATE TABLE u (a int);\nCOMMIT;\nCREATE TABLE v (a int);");
  revision("d", "c", "", "", "-- note: it's \"quoted\" \\ and é\n");
  revision("e", "d", "CREATE TEMP TABLE scratch (a int);\nINSERT INTO u SELECT 1 FROM scratch;");
  revision("f", "e", "CREATE TEMP TABLE scratch (a int);\nCREATE TABLE w (a int);", "DROP TABLE w;",
           "-- lock-timeout: 5s\n");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.applied(), "a b c d e f");
  EXPECT_EQ(project_.scalar("SELECT b FROM t WHERE a = 2"), "C:\\temp");
  EXPECT_EQ(project_.scalar("SELECT b FROM t WHERE a = 1"), "it's :b");
}

TEST_P(OfflineTest, TakesADowngradeAsARunDoes) {
  revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  revision("b", "a", "CREATE TABLE u (a int);",
           on_postgresql() ? "CREATE INDEX CONCURRENTLY ix ON u (a); DROP TABLE u;"
                           : "PRAGMA journal_mode = delete; DROP TABLE u;");
  project_.upgrade();
  live_.upgrade();
  run(downgrade_script("base"));
  expect_as_live([](Project& project) { project.downgrade("base"); });
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(OfflineTest, TakesADowngradeFromAnAssumedState) {
  revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  revision("b", "a", "CREATE TABLE u (a int);", "DROP TABLE u;");
  project_.upgrade();
  const revision::RevisionGraph graph = project_.graph();
  workflow::Database assumed(project_.open()->driver(), project_.options,
                             workflow::history_at(graph, "b"));
  workflow::ApplyOptions options;
  options.target = "a";
  TextSink text;
  const workflow::WrittenScript written = workflow::write_script(
      assumed, graph, workflow::plan_downgrade(assumed, graph, options), request_, text);
  EXPECT_EQ(written.from + " to " + written.to, "b to a");
  run(text.text());
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(OfflineTest, StampsAsARunDoes) {
  revision("a", "none", "CREATE TABLE t (a int);");
  revision("b", "a", "CREATE TABLE u (a int);");
  const auto stamp_live = [](const std::string& target) {
    return [target](Project& project) {
      const std::unique_ptr<workflow::Database> database = project.open();
      workflow::stamp(*database, project.graph(), {target}, workflow::Purge::no, 1 << 20,
                      project.observer);
    };
  };
  run(stamp_script("b"));
  expect_as_live(stamp_live("b"));
  run(stamp_script("a"));
  expect_as_live(stamp_live("a"));
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(OfflineTest, StopsWhereTheDatabaseIsNotAtItsBeginning) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const std::string from_base = script("a");
  project_.upgrade("a");
  const std::string from_a = script();

  const std::string before = project_.catalog() + history_of(project_);
  run_and_fail(from_base, "this script goes on from base, and the database is not there");
  EXPECT_EQ(project_.catalog() + history_of(project_), before);

  run(from_a);
  const std::string after = project_.catalog() + history_of(project_);
  run_and_fail(from_a, "also applied: b");
  EXPECT_EQ(project_.catalog() + history_of(project_), after);
}

TEST_P(OfflineTest, StopsOnAnEmptyDatabaseAndLeavesItEmpty) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const revision::RevisionGraph graph = project_.graph();
  workflow::Database assumed(project_.open()->driver(), project_.options,
                             workflow::history_at(graph, "a"));
  TextSink text;
  workflow::write_script(assumed, graph, workflow::plan_upgrade(assumed, graph, "head"), request_,
                         text);
  run_and_fail(text.text(), "not applied here: a");
  EXPECT_EQ(project_.scalar(on_postgresql()
                                ? "SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate%'"
                                : "SELECT count(*) FROM sqlite_schema"),
            "0");
}

TEST_P(OfflineTest, ARunGoesOnWhereAScriptFailed) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\n" + alone("t") +
                        "\nINSERT INTO t VALUES (1);\nINSERT INTO missing VALUES (1);");
  run_and_fail(script(), "missing");
  EXPECT_EQ(project_.applied(), "a(running up 2)");
  project_.execute("CREATE TABLE missing (a int)");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
  EXPECT_EQ(project_.observer.lines.front(), "resumed a behind 2");
}

TEST_P(OfflineTest, AFreshScriptGoesOnWhereOneFailed) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\n" + alone("t") +
                        "\nINSERT INTO t VALUES (1);\nINSERT INTO missing VALUES (1);");
  const std::string first = script();
  run_and_fail(first, "missing");
  project_.execute("CREATE TABLE missing (a int)");
  run_and_fail(first, "half-run: a with statements done: 2");
  const std::string second = script();
  run(second);
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
  run_and_fail(second, "no longer half-run: a");
}

TEST_P(OfflineTest, TheNextRunKeepsTheTextsThatAScriptLeftOut) {
  project_.revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "0");
  project_.revision("b", "a", "CREATE TABLE u (a int);", "DROP TABLE u;");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "4");
}

TEST_P(OfflineTest, AnEditedFileIsNotTakenForWhatRan) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  run(script());
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  std::filesystem::remove(project_.up_path("a"));
  project_.revision("a", "none", "CREATE TABLE t (a bigint);");
  const Error error = project_.failure_of([&] { project_.upgrade(); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "0");
}

TEST_P(OfflineTest, NothingIsPendingIsAScriptThatOnlyLooks) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.upgrade();
  const std::string before = history_of(project_);
  run(script());
  EXPECT_EQ(history_of(project_), before);
}

TEST_P(OfflineTest, AnnotationsSayHowAStatementRuns) {
  project_.revision("a", "none", "CREATE TABLE t (a int);\n" + alone("t"));
  request_.annotations = run::ScriptOptions::Annotations::statements;
  const std::string text = script();
  EXPECT_NE(
      text.find("-- statement 1 of 2, " + project_.up_path("a") + ":5, transactional\nCREATE"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("-- statement 2 of 2, " + project_.up_path("a") + ":6, autocommit: "),
            std::string::npos)
      << text;
}

/// The words of a comment must not end it.
TEST_P(OfflineTest, AMessageStaysInItsComment) {
  project_.revision("a", "none", "CREATE TABLE t (a int);", "", "-- branch: x\n");
  request_.database = "line\nDROP TABLE t;";
  const std::string text = script();
  EXPECT_NE(text.find("-- for line DROP TABLE t;\n"), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(Engines, OfflineTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

}  // namespace
}  // namespace migrate::test
