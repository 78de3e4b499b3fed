// Redo: down by the stored scripts, up by the files, on both engines.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>

#include "lib/run/failure.h"
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class RedoTest : public RunTest {
 protected:
  workflow::ApplyResult redo(const std::string& target = "") {
    project_.apply.target = target;
    return workflow::redo(*project_.open(), project_.graph(), project_.apply, project_.observer);
  }
  /// "-b -a +a +b".
  static std::string steps(const workflow::ApplyResult& result) {
    std::string text;
    for (const workflow::AppliedStep& step : result.steps) {
      text += text.empty() ? "" : " ";
      text += (step.direction == plan::Direction::up ? "+" : "-") + step.id;
    }
    return text;
  }
  void three_applied() {
    project_.revision("a", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
    project_.revision("b", "a", "CREATE TABLE u (a integer);", "DROP TABLE u;");
    project_.revision("c", "b", "CREATE TABLE v (a integer);", "DROP TABLE v;");
    project_.upgrade();
  }
  [[nodiscard]] std::string actions_of(const std::string& id) const {
    return project_.scalar((project_.is_postgresql() ? "SELECT string_agg(action, ' ' ORDER BY seq)"
                                                     : "SELECT group_concat(action, ' ')") +
                           (" FROM migrate_event WHERE revision = '" + id + "'"));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RedoTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(RedoTest, AppliesAnEditedFileByTheOldWayDown) {
  three_applied();
  // The new pair would not undo what is there: only the stored script can.
  project_.revision("c", "b", "CREATE TABLE w (a integer);", "DROP TABLE w;");
  EXPECT_EQ(project_.failure_of([&] { project_.downgrade(); }).code(), ErrorCode::failed);
  EXPECT_EQ(steps(redo()), "-c +c");
  EXPECT_EQ(project_.applied(), "a b c");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM w"), "0");
  EXPECT_EQ(project_.catalog().find("v"), std::string::npos);
  EXPECT_TRUE(workflow::validate(*project_.open(), project_.graph()).changed.empty());
  EXPECT_EQ(actions_of("c"), "upgrade failed downgrade upgrade");
}

TEST_P(RedoTest, TakesWhatStandsOnTheRevisionAlong) {
  three_applied();
  const std::string catalog = project_.catalog();
  EXPECT_EQ(steps(redo("b")), "-c -b +b +c");
  EXPECT_EQ(project_.applied(), "a b c");
  EXPECT_EQ(project_.catalog(), catalog);
  EXPECT_EQ(steps(redo("-3")), "-c -b -a +a +b +c");
  EXPECT_EQ(project_.catalog(), catalog);
}

TEST_P(RedoTest, AFailedUpScriptLeavesItUndoneAndSaysSo) {
  three_applied();
  project_.revision("b", "a", "CREATE TABLE u (a integer);\nINSERT INTO nowhere VALUES (1);",
                    "DROP TABLE u;");
  const Error error = project_.failure_of([&] { redo("b"); });
  EXPECT_EQ(error.code(), ErrorCode::failed);
  EXPECT_EQ(error.diagnostics()[0].notes,
            (std::vector<std::string>{"b was rolled back whole",
                                      "2 revisions undone before it in this run stay so",
                                      "mend the script, then run `migrate upgrade` again"}));
  EXPECT_EQ(project_.applied(), "a");
  project_.revision("b", "a", "CREATE TABLE u (a integer);", "DROP TABLE u;");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b c");
}

TEST_P(RedoTest, AFailedStoredScriptNamesTheFileAsTheOtherWay) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);", "DROP TABLE nowhere;");
  project_.upgrade();
  project_.revision("a", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  const Error error = project_.failure_of([&] { redo(); });
  ASSERT_EQ(error.diagnostics()[0].notes.size(), 3U);
  EXPECT_EQ(error.diagnostics()[0].notes[2],
            "the script is the one that the database keeps from when the revision was applied: "
            "where its down file is better, `migrate downgrade` runs the file");
  EXPECT_EQ(project_.applied(), "a");
  project_.downgrade();
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(RedoTest, ASignalBetweenDownAndUpNamesTheWayOn) {
  three_applied();
  // A statement that runs alone waits for everything before it.
  project_.revision("b", "a", "CREATE TABLE u (a integer);\n" + alone("u"), "DROP TABLE u;");
  std::atomic<int> signal{0};
  project_.apply.interrupted = &signal;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind == run::Event::Kind::step_done && event.step->id == "b") signal = SIGINT;
  };
  const Error error = project_.failure_of([&] { redo("b"); });
  EXPECT_EQ(error.code(), ErrorCode::interrupted);
  ASSERT_FALSE(error.diagnostics()[0].notes.empty());
  EXPECT_EQ(error.diagnostics()[0].notes.back(),
            "run `migrate upgrade`: it applies what was undone");
  project_.apply.interrupted = nullptr;
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b c");
}

TEST_P(RedoTest, AllIsCheckedBeforeTheFirstStatement) {
  three_applied();
  project_.revision("c", "b", "SELECT 'never closed;", "DROP TABLE v;");
  EXPECT_EQ(project_.failure_of([&] { redo("b"); }).code(), ErrorCode::invalid);
  EXPECT_EQ(project_.applied(), "a b c");
}

TEST_P(RedoTest, AStoredScriptThatCantUndoGivesWayToTheFile) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  project_.upgrade();
  EXPECT_EQ(project_.failure_of([&] { redo(); }).diagnostics()[0].code, "irreversible");
  project_.revision("a", "none", "CREATE TABLE t (b integer);", "DROP TABLE t;");
  EXPECT_EQ(steps(redo()), "-a +a");
  EXPECT_EQ(project_.scalar("SELECT count(b) FROM t"), "0");
}

TEST_P(RedoTest, RunsScriptsOfSeveralSegments) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);\n" + alone("t"), "DROP TABLE t;");
  project_.upgrade();
  EXPECT_EQ(steps(redo()), "-a +a");
  EXPECT_EQ(project_.applied(), "a");
}

TEST(Redo, NamesTheWayOnForEveryStepItMayEndBefore) {
  plan::Plan plan;
  for (const auto& [direction, id] : {std::pair(plan::Direction::down, "c"),
                                      {plan::Direction::down, "b"},
                                      {plan::Direction::up, "b"},
                                      {plan::Direction::up, "c"}}) {
    plan::Step& step = plan.steps.emplace_back();
    step.direction = direction;
    step.id = id;
  }
  EXPECT_EQ(run::way_on(plan, 0), "run the same command again: it goes on there");
  EXPECT_EQ(run::way_on(plan, 1), "run `migrate redo b`, then `migrate upgrade` for the rest");
  EXPECT_EQ(run::way_on(plan, 2), "run `migrate upgrade`: it applies what was undone");
  EXPECT_EQ(run::way_on(plan, 3), "run `migrate upgrade`: it applies what was undone");
  EXPECT_EQ(run::way_on(plan, 4), "run `migrate upgrade`: it applies what was undone");
}

}  // namespace
}  // namespace migrate::test
