// Re-parented files: the history follows, and holes are filled only when told to.
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using ReparentedTest = RunTest;
INSTANTIATE_TEST_SUITE_P(Engines, ReparentedTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

/// b (applied) comes to stand on h, which the database has never seen.
void reparent_over_hole(Project& project) {
  project.revision("a", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project.revision("b", "a", "CREATE TABLE u (a integer);", "DROP TABLE u;");
  project.upgrade();
  project.revision("h", "a", "CREATE TABLE h (a integer);", "DROP TABLE h;");
  project.revision("b", "h", "CREATE TABLE u (a integer);", "DROP TABLE u;");
}

std::string parents_of(const Project& project, const std::string& id) {
  return project.scalar("SELECT parents FROM migrate_revision WHERE id = '" + id + "'");
}

std::string last_event(const Project& project) {
  return project.scalar(
      "SELECT action || ' ' || revision || ' ' || note FROM migrate_event ORDER BY seq DESC LIMIT "
      "1");
}

TEST_P(ReparentedTest, AHoleStopsAnUpgradeAndChangesNothing) {
  reparent_over_hole(project_);
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].code, "hole");
  EXPECT_NE(error.diagnostics()[0].hint.find("--out-of-order"), std::string::npos);
  EXPECT_EQ(project_.applied(), "a b");
  EXPECT_EQ(parents_of(project_, "b"), R"(["a"])");
}

TEST_P(ReparentedTest, FillsTheHoleWhenToldAndGoesDownInPlanOrder) {
  reparent_over_hole(project_);
  project_.apply.holes = plan::Holes::fill;
  const workflow::ApplyResult result = project_.upgrade();
  ASSERT_EQ(result.steps.size(), 1U);
  EXPECT_EQ(result.steps[0].id, "h");
  ASSERT_EQ(result.reparented.size(), 1U);
  EXPECT_EQ(project_.applied(), "a b h");
  EXPECT_EQ(parents_of(project_, "b"), R"(["h"])");
  EXPECT_EQ(last_event(project_), "upgrade h out of order");

  project_.apply.holes = plan::Holes::refuse;
  EXPECT_TRUE(project_.upgrade().steps.empty());
  const workflow::ApplyResult down = project_.downgrade("base");
  ASSERT_EQ(down.steps.size(), 3U);
  EXPECT_EQ(down.steps[0].id + down.steps[1].id + down.steps[2].id, "bha");
  EXPECT_EQ(project_.catalog(), Project(GetParam()).catalog());
}

TEST_P(ReparentedTest, TheRemarkStandsBeforeTheNoteOfTheRun) {
  reparent_over_hole(project_);
  project_.options.actor.note = "CHG-1";
  project_.apply.holes = plan::Holes::fill;
  project_.upgrade();
  EXPECT_EQ(last_event(project_), "upgrade h out of order: CHG-1");
}

TEST_P(ReparentedTest, TheHistoryFollowsAlsoWithNothingToRun) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  project_.revision("b", "a", "CREATE TABLE u (a integer);");
  project_.revision("c", "a", "CREATE TABLE v (a integer);");
  project_.upgrade("heads");
  project_.revision("c", "b", "CREATE TABLE v (a integer);");
  const std::vector<Diagnostic> problems =
      workflow::validate(*project_.open(), project_.graph()).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].code, "reparented");

  const workflow::ApplyResult result = project_.upgrade();
  EXPECT_TRUE(result.steps.empty());
  ASSERT_EQ(result.reparented.size(), 1U);
  EXPECT_EQ(plan::describe(result.reparented[0]), "c: parents a → b");
  EXPECT_EQ(parents_of(project_, "c"), R"(["b"])");
  EXPECT_EQ(last_event(project_), "reparent c ");
  EXPECT_TRUE(project_.upgrade().reparented.empty());
  EXPECT_TRUE(workflow::validate(*project_.open(), project_.graph()).problems.empty());
}

TEST_P(ReparentedTest, RowsThatFollowedStayWhenTheScriptsBehindThemFail) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  project_.revision("b", "a", "CREATE TABLE u (a integer);");
  project_.revision("c", "a", "CREATE TABLE v (a integer);");
  project_.upgrade("heads");
  project_.revision("c", "b", "CREATE TABLE v (a integer);");
  project_.revision("d", "c", "CREATE TABLE v (a integer);");
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::failed);
  EXPECT_EQ(parents_of(project_, "c"), R"(["b"])");
  EXPECT_EQ(project_.applied(), "a b c");
}

}  // namespace
}  // namespace migrate::test
