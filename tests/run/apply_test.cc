// Upgrades and downgrades, on both engines.
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using Apply = RunTest;

TEST_P(Apply, RunsEverythingInOrderAndRecordsIt) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project_.revision("r2", "r1", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);",
                    "DELETE FROM t;");
  const workflow::ApplyResult result = project_.upgrade();
  ASSERT_EQ(result.steps.size(), 2u);
  EXPECT_EQ(result.steps[1].statements, 2u);
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "2");
  EXPECT_EQ(project_.observer.lines,
            (std::vector<std::string>{"started r1", "statement 1", "done r1", "started r2",
                                      "statement 1", "statement 2", "done r2"}));
}

TEST_P(Apply, AtHeadTakesNoLockAndWritesNothing) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.upgrade();
  const auto holder = project_.open();
  const int64_t generation = holder->history().generation;
  const auto lock =
      holder->driver().lock(holder->connection(), holder->store().schema(), "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_TRUE(project_.upgrade().steps.empty());
  EXPECT_EQ(project_.open()->history().generation, generation);
}

TEST_P(Apply, UpgradesToATargetAndGoesBack) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  const std::string before = project_.catalog();
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);", "DROP TABLE u;");
  project_.revision("r3", "r2", "CREATE TABLE v (a integer);", "DROP TABLE v;");
  project_.upgrade("r2");
  EXPECT_EQ(project_.applied(), "r1 r2");
  project_.upgrade("+1");
  EXPECT_EQ(project_.applied(), "r1 r2 r3");
  project_.downgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
  project_.downgrade("base");
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(project_.catalog(), before);
}

TEST_P(Apply, DowngradesWhatTheLastRunApplied) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project_.upgrade();
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);", "DROP TABLE u;");
  project_.revision("r3", "r2", "CREATE TABLE v (a integer);", "DROP TABLE v;");
  project_.upgrade();
  project_.apply.run = "last";
  EXPECT_EQ(project_.downgrade().steps.size(), 2u);
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Apply, DowngradesByTheStoredTextWhenTheFileIsGone) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project_.upgrade();
  Project older(GetParam());
  older.options = project_.options;
  older.downgrade("-1");
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(project_.catalog(), "NULL");
}

TEST_P(Apply, AnErrorInTheMiddleKeepsWhatCameBeforeAndNothingElse) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);\n\n  SELECT é, nöpe FROM t;\n");
  project_.revision("r3", "r2", "CREATE TABLE v (a integer);");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::failed);
  const Diagnostic& first = error.diagnostics()[0];
  EXPECT_TRUE(first.location.file.ends_with("versions/r2.up.sql")) << first.location.file;
  EXPECT_EQ(first.location.position, (Position{7, 10}));
  EXPECT_EQ(first.excerpt, "  SELECT é, nöpe FROM t;");
  EXPECT_EQ(first.notes,
            (std::vector<std::string>{"r2 was rolled back whole",
                                      "1 revision applied before it in this run stays so",
                                      "mend the script, then run `migrate upgrade` again"}));
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_EQ(project_.catalog().find(" u "), std::string::npos);
  EXPECT_EQ(project_.scalar("SELECT action || ' ' || revision FROM migrate_event "
                            "ORDER BY seq DESC LIMIT 1"),
            "failed r2");
}

TEST_P(Apply, TheCureForObjectsThatExistIsToStamp) {
  project_.execute("CREATE TABLE t (a integer)");
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  const Error error = project_.upgrade_failure();
  EXPECT_NE(error.diagnostics()[0].notes.back().find("migrate stamp REV"), std::string::npos);
}

TEST_P(Apply, AScriptOfSeveralSegmentsResumesBehindWhatIsDone) {
  const std::string begin = "CREATE TABLE t (a integer);\n" + alone("t") + "\n";
  project_.revision("r1", "none",
                    begin + "INSERT INTO t VALUES (1); INSERT INTO nowhere VALUES (1);");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].notes[0],
            "2 statements of r1 stayed (the first 2 of 4); the rest of it was rolled back");
  EXPECT_EQ(project_.applied(), "r1(running up 2)");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "0");

  project_.revision("r1", "none",
                    "-- a comment does not count\n" + begin + "INSERT INTO t VALUES (7);");
  project_.observer.lines.clear();
  project_.upgrade();
  EXPECT_EQ(project_.observer.lines, (std::vector<std::string>{"resumed r1 behind 2", "started r1",
                                                               "statement 3", "done r1"}));
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "7");
}

TEST_P(Apply, AHalfRunScriptThatWasEditedBeforeItsDoneStatementIsRefusedWithADiff) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);\n" + alone("t") + "\nBROKEN;");
  project_.upgrade_failure();
  project_.revision("r1", "none", "CREATE TABLE t (a text);\n" + alone("t") + "\nSELECT 1;");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_NE(error.diagnostics()[0].detail.find("-CREATE TABLE t (a integer);\n"
                                               "+CREATE TABLE t (a text);"),
            std::string::npos)
      << error.diagnostics()[0].detail;
  EXPECT_EQ(project_.applied(), "r1(running up 2)");
}

TEST_P(Apply, AHalfRunDowngradeResumes) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer); CREATE TABLE u (a integer);",
                    "DROP TABLE u;\n" + alone("t") + "\nDROP TABLE broken;");
  project_.upgrade();
  project_.failure_of([this] { project_.downgrade(); });
  EXPECT_EQ(project_.applied(), "r1(running down 2)");
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::in_doubt);
  project_.revision("r1", "none", "CREATE TABLE t (a integer); CREATE TABLE u (a integer);",
                    "DROP TABLE u;\n" + alone("t") + "\nDROP TABLE t;");
  project_.downgrade();
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(project_.catalog(), "NULL");
}

TEST_P(Apply, TheAuthorsTransactionHoldsTheHistory) {
  project_.revision("r1", "none", "BEGIN;\nCREATE TABLE t (a integer);\nCOMMIT;");
  project_.revision("r2", "r1", "BEGIN;\nINSERT INTO t VALUES (1);\nBROKEN;\nCOMMIT;");
  project_.upgrade_failure();
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "0");
}

TEST_P(Apply, AnEmptyScriptIsRecorded) {
  project_.revision("r1", "none", "-- nothing to do", "-- nothing to undo");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
  project_.downgrade();
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(Apply, TwoAtOnceApplyOnce) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a integer);\n" + alone("t") + "\nINSERT INTO t VALUES (1);");
  project_.options.lock_wait = Milliseconds(30'000);
  const auto one = [this] {
    RecordingObserver observer;
    return workflow::upgrade(*project_.open(), project_.graph(), {}, observer).steps.size();
  };
  size_t first = 0;
  std::thread other([&] { first = one(); });
  const size_t second = one();
  other.join();
  EXPECT_EQ(first + second, 1u);
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
}

TEST_P(Apply, AHeldLockIsNamed) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  const auto holder = project_.open();
  const auto lock =
      holder->driver().lock(holder->connection(), holder->store().schema(), "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::locked);
  EXPECT_NE(std::string(error.what()).find("migrate/" + holder->store().actor().run_id),
            std::string::npos)
      << error.what();
}

TEST_P(Apply, AChangedAppliedFileStopsTheUpgrade) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.upgrade();
  project_.revision("r1", "none", "CREATE TABLE t (a text);");
  project_.upgrade();  // nothing pending: nothing is compared
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);");
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::check);
  RecordingObserver observer;
  EXPECT_EQ(workflow::validate(*project_.open(), project_.graph()).changed.size(), 1u);
  EXPECT_EQ(workflow::accept(*project_.open(), project_.graph(), {"r1"}, 1 << 20, observer),
            std::vector<std::string>{"r1"});
  EXPECT_TRUE(workflow::validate(*project_.open(), project_.graph()).changed.empty());
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
}

TEST_P(Apply, AnApprovedPlanIsTheOnlyOneThatRuns) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  const auto database = project_.open();
  const revision::RevisionGraph graph = project_.graph();
  const plan::Plan plan = workflow::plan_upgrade(*database, graph, "head");
  const std::string digest = plan::digest(plan, plan::match(graph, database->history()));
  project_.apply.expect = digest;
  project_.revision("r1", "none", "CREATE TABLE t (a text);");
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::check);
  EXPECT_EQ(project_.applied(), "");
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Apply, AnInterruptLeavesNothingHalfDone) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);\nCREATE TABLE v (a integer);");
  std::atomic<int> signal{SIGINT};
  project_.apply.interrupted = &signal;
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::interrupted);
  signal = 0;
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
}

TEST_P(Apply, AThousandRevisionsGoThroughTheWindow) {
  std::string parent = "none";
  for (int i = 1; i <= 1000; ++i) {
    const std::string id = "r" + std::to_string(i);
    project_.revision(id, parent,
                      "CREATE TABLE t" + id + " (a integer);\nINSERT INTO t" + id + " VALUES (1);");
    parent = id;
  }
  EXPECT_EQ(project_.upgrade().steps.size(), 1000u);
  EXPECT_EQ(project_.open()->history().rows.size(), 1000u);
}

INSTANTIATE_TEST_SUITE_P(Engines, Apply, testing::ValuesIn(engine_names()));

}  // namespace
}  // namespace migrate::test
