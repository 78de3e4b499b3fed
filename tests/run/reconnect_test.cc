// What is left of a plan after its connection broke: the history says which steps are done.
#include "lib/workflow/reconnect.h"

#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using revision::AppliedRevision;

AppliedRevision row(const std::string& id, AppliedRevision::State state) {
  AppliedRevision row;
  row.id = id;
  row.state = state;
  row.statements_done = 2;
  return row;
}

plan::Step step(const std::string& id, plan::Direction direction) {
  plan::Step step;
  step.id = id;
  step.direction = direction;
  return step;
}

/// "-c +c": what take_done left; "+c(2)": to be resumed behind two statements.
std::string left(std::vector<plan::Step> steps, size_t known, std::vector<AppliedRevision> rows) {
  plan::Plan plan;
  plan.steps = std::move(steps);
  plan::History history;
  history.rows = std::move(rows);
  const size_t all = plan.steps.size();
  const size_t done = workflow::take_done(plan, known, history);
  EXPECT_EQ(done + plan.steps.size(), all);
  std::string text;
  for (const plan::Step& each : plan.steps) {
    text += (text.empty() ? "" : " ") +
            std::string(each.direction == plan::Direction::up ? "+" : "-") + each.id;
    if (each.resume) text += "(" + std::to_string(each.resume->statements_done) + ")";
  }
  return text;
}

constexpr auto kUp = plan::Direction::up;
constexpr auto kDown = plan::Direction::down;
constexpr auto kApplied = AppliedRevision::State::applied;
constexpr auto kRunning = AppliedRevision::State::running;

TEST(TakeDone, TakesCommitsWhoseAnswersWereLost) {
  const std::vector<plan::Step> up = {step("a", kUp), step("b", kUp), step("c", kUp)};
  EXPECT_EQ(left(up, 1, {row("a", kApplied)}), "+b +c");
  EXPECT_EQ(left(up, 1, {row("a", kApplied), row("b", kApplied)}), "+c");
  EXPECT_EQ(left(up, 0, {row("a", kApplied), row("b", kApplied), row("c", kApplied)}), "");
  EXPECT_EQ(left(up, 1, {row("a", kApplied), row("b", kRunning)}), "+b(2) +c");
}

TEST(TakeDone, DoesNotTakeTheSecondHalfOfARedoForItsFirst) {
  const std::vector<plan::Step> redo = {step("b", kDown), step("b", kUp)};
  EXPECT_EQ(left(redo, 0, {row("b", kApplied)}), "-b +b");
  EXPECT_EQ(left(redo, 0, {}), "+b");
  EXPECT_EQ(left(redo, 1, {}), "+b");
  EXPECT_EQ(left(redo, 1, {row("b", kApplied)}), "");
  EXPECT_EQ(left(redo, 0, {row("b", kRunning)}), "-b(2) +b");
}

TEST(TakeDone, ForgetsWhatWasResumedBefore) {
  std::vector<plan::Step> up = {step("a", kUp), step("b", kUp)};
  up[0].resume = row("a", kRunning);
  EXPECT_EQ(left(up, 0, {}), "+a +b");
}

}  // namespace
}  // namespace migrate::test
