// How much of a plan one run commits at once, and until when: --single-transaction, --stop-after.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using Transactions = run::ProgramOptions::Transactions;
using std::chrono::steady_clock;

class LimitsTest : public RunTest {
 protected:
  void in_one_transaction() { project_.apply.transactions = Transactions::one; }
  [[nodiscard]] std::string tables() const {
    return project_.scalar(
        project_.is_postgresql()
            ? "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND "
              "tablename IN ('t', 'u', 'v')"
            : "SELECT count(*) FROM sqlite_schema WHERE name IN ('t', 'u', 'v')");
  }
  void three_revisions(const std::string& third) {
    project_.revision("a", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
    project_.revision("b", "a", "CREATE TABLE u (a integer);\nINSERT INTO u VALUES (1);",
                      "DROP TABLE u;");
    project_.revision("c", "b", third, "DROP TABLE v;");
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, LimitsTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(LimitsTest, OneTransactionTakesAllUpAndDown) {
  three_revisions("CREATE TABLE v (a integer);");
  in_one_transaction();
  const workflow::ApplyResult up = project_.upgrade();
  ASSERT_EQ(up.steps.size(), 3U);
  EXPECT_EQ(up.steps[1].id, "b");
  EXPECT_EQ(up.steps[1].statements, 2U);
  EXPECT_EQ(project_.applied(), "a b c");
  EXPECT_EQ(tables(), "3");
  if (project_.is_postgresql()) {
    EXPECT_EQ(project_.scalar("SELECT count(DISTINCT xmin::text) FROM migrate_revision"), "1");
  }
  EXPECT_EQ(project_.downgrade("base").steps.size(), 3U);
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(tables(), "0");
}

TEST_P(LimitsTest, AFailureInOneTransactionTakesEverythingBack) {
  three_revisions("CREATE TABLE v (a integer);\nINSERT INTO nowhere VALUES (1);");
  in_one_transaction();
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 6);
  const std::vector<std::string>& notes = error.diagnostics()[0].notes;
  EXPECT_EQ(notes.at(0), "c was rolled back whole");
  EXPECT_EQ(notes.at(1), "so were 2 revisions before it, in the same transaction");
  EXPECT_EQ(notes.at(2), "nothing else was changed");
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(tables(), "0");
  for (const std::string& line : project_.observer.lines) {
    EXPECT_EQ(line.find("done a"), std::string::npos) << line;
  }
}

TEST_P(LimitsTest, OneTransactionRefusesWhatCannotShareIt) {
  three_revisions("CREATE TABLE v (a integer);\n" + alone("t") +
                  "\nBEGIN;\nDROP TABLE v;\nCOMMIT;");
  in_one_transaction();
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::usage);
  ASSERT_GE(error.diagnostics().size(), 2U);
  EXPECT_EQ(error.diagnostics()[0].message, "this statement runs outside a transaction");
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 6);
  EXPECT_EQ(error.diagnostics()[1].message, "this block ends its own transaction");
  EXPECT_EQ(error.diagnostics()[1].location.position.line, 7);
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(tables(), "0");
}

TEST_P(LimitsTest, OneTransactionDoesNotGoOnInAHalfRunScript) {
  three_revisions("CREATE TABLE v (a integer);\n" + alone("t") + "\nSELECT nothing;");
  project_.upgrade_failure();
  EXPECT_EQ(project_.applied(), "a b c(running up 2)");
  in_one_transaction();
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.diagnostics().back().message, "revision c is half-run: a part is committed");
}

TEST_P(LimitsTest, AScriptsSessionEndsWithItInOneTransaction) {
  if (!project_.is_postgresql()) {
    project_.revision("a", "none", "PRAGMA cache_size = 99;");
    project_.revision("b", "a", "CREATE TABLE t (a integer);");
    in_one_transaction();
    const Error error = project_.upgrade_failure();
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_NE(error.diagnostics()[0].message.find("changes its session"), std::string::npos);
    return;
  }
  project_.revision("a", "none",
                    "SET work_mem = '9MB';\nCREATE TEMP TABLE x (a integer);\n"
                    "PREPARE p AS SELECT 1;\nCREATE TABLE t AS SELECT "
                    "current_setting('work_mem') AS a;");
  project_.revision("b", "a",
                    "CREATE TABLE u AS SELECT current_setting('work_mem') AS a,\n"
                    " to_regclass('x') AS x, (SELECT count(*) FROM pg_prepared_statements WHERE "
                    "name = 'p') AS p;");
  in_one_transaction();
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "9MB");
  EXPECT_EQ(project_.scalar("SELECT concat_ws('/', a, x, p) FROM u"), "4MB/0");
}

TEST_P(LimitsTest, NothingBeginsAfterTheTimeIsUp) {
  three_revisions("CREATE TABLE v (a integer);");
  project_.apply.stop_after = steady_clock::now();
  const workflow::ApplyResult none = project_.upgrade();
  EXPECT_EQ(none.steps.size(), 0U);
  EXPECT_EQ(none.left, 3U);
  EXPECT_EQ(project_.applied(), "");

  project_.apply.stop_after = steady_clock::now() + std::chrono::hours(1);
  const workflow::ApplyResult all = project_.upgrade();
  EXPECT_EQ(all.steps.size(), 3U);
  EXPECT_EQ(all.left, 0U);
}

TEST_P(LimitsTest, WhatRunsWhenTheTimeIsUpComesToItsEnd) {
  three_revisions("CREATE TABLE v (a integer);");
  project_.apply.stop_after = steady_clock::now() + std::chrono::hours(1);
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind == run::Event::Kind::step_started && event.step->id == "b") {
      std::this_thread::sleep_until(*project_.apply.stop_after);
    }
  };
  project_.apply.stop_after = steady_clock::now() + std::chrono::milliseconds(1500);
  const workflow::ApplyResult result = project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
  EXPECT_EQ(result.left, 1U);
}

TEST_P(LimitsTest, AScriptThatStoppedBetweenItsSegmentsIsGoneOnWith) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a integer);\n" + alone("t") + "\nCREATE TABLE u (a integer);");
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind == run::Event::Kind::statement_done && event.statement == 1) {
      std::this_thread::sleep_until(*project_.apply.stop_after);
    }
  };
  project_.apply.stop_after = steady_clock::now() + std::chrono::milliseconds(1500);
  EXPECT_EQ(project_.upgrade().left, 1U);
  EXPECT_EQ(project_.applied(), "a(running up 1)");
  project_.apply.stop_after.reset();
  project_.observer.hook = nullptr;
  EXPECT_EQ(project_.upgrade().left, 0U);
  EXPECT_EQ(project_.applied(), "a");
}

}  // namespace
}  // namespace migrate::test
