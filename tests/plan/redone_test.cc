#include <gtest/gtest.h>

#include "lib/plan/plan.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::make_graph;
using test::make_row;
using test::make_running;
using test::state_of;

/// "c b | b c": what goes down, then what comes up.
std::string redone_text(const revision::RevisionGraph& graph, const State& state,
                        const std::string& target) {
  return test::outcome([&] {
    const Redo redo = redone(graph, state, target);
    return test::joined(redo.down.ids) + " | " + test::ids(graph, redo.up);
  });
}

TEST(Redone, TakesWhatStandsOnTheTargetAlong) {
  const auto graph = make_graph({"a", "b: a", "c: b", "x; b", "y"});
  const State state = applied(graph, {"a", "b", "c", "x", "y"});
  EXPECT_EQ(redone_text(graph, state, "b"), "x c b | b c x");
  EXPECT_EQ(redone_text(graph, state, "y"), "y | y");
  EXPECT_EQ(redone_text(graph, applied(graph, {"a", "b"}), "b"), "b | b");
}

TEST(Redone, CountsAsADowngradeDoes) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state = applied(graph, {"a", "b", "c"});
  EXPECT_EQ(redone_text(graph, state, "-1"), "c | c");
  EXPECT_EQ(redone_text(graph, state, "-2"), "c b | b c");
  EXPECT_EQ(redone_text(graph, applied(graph, {}), "-1"),
            "error 1 bad-target: '-1' goes too far: nothing is applied\n`migrate current` shows "
            "where the database stands");
}

TEST(Redone, RefusesWhatIsNotApplied) {
  const auto graph = make_graph({"a", "b: a"});
  EXPECT_EQ(redone_text(graph, applied(graph, {"a"}), "b"),
            "error 1 : revision b is not applied: there is nothing to redo\n`migrate upgrade b` "
            "applies it");
  EXPECT_EQ(redone_text(graph, applied(graph, {}), "current"),
            "error 1 : 'current' names no revision to redo\n`migrate current` shows where the "
            "database stands");
}

TEST(Redone, RefusesWhatCouldNotComeUpAgain) {
  const auto graph = make_graph({"a", "h: a", "b: h"});
  EXPECT_EQ(redone_text(graph, applied(graph, {"a", "b"}), "b").substr(0, 13), "error 2 hole:");
  EXPECT_EQ(redone_text(graph, applied(graph, {"a", "x"}), "a").substr(0, 25),
            "error 2 unknown-revision:");
  EXPECT_EQ(
      redone_text(graph, state_of(graph, {make_row("a"), make_running("h", Direction::up)}), "a")
          .substr(0, 7),
      "error 0");
}

TEST(Redone, GoesOnWithAHalfUndoneRevision) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state =
      state_of(graph, {make_row("a"), make_row("b: a"), make_running("c: b", Direction::down)});
  EXPECT_EQ(redone_text(graph, state, "-1"), "c | c");
  EXPECT_EQ(redone_text(graph, state, "b"), "c b | b c");
}

}  // namespace
}  // namespace migrate::plan
