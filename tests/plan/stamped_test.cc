#include <gtest/gtest.h>

#include "lib/plan/plan.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::make_graph;
using test::make_row;
using test::make_running;
using test::stamped_text;
using test::state_of;

TEST(Stamped, MakesTheLineageExactlyTheAncestors) {
  const auto graph = make_graph({"a", "b: a", "c: b", "x: a", "y: x"});
  EXPECT_EQ(stamped_text(graph, applied(graph, {}), {"b"}), "+a b -");
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "b", "c"}), {"a"}), "+ -c b");
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "x", "y"}), {"c"}), "+b c -");
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "x", "y"}), {"x", "b"}), "+b -y");
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "b"}), {"base"}), "+ -b a");
  EXPECT_EQ(stamped_text(graph, applied(graph, {}), {"heads"}), "+a b c x y -");
}

TEST(Stamped, FollowsDependsOn) {
  const auto graph = make_graph({"a", "b: a; z", "z"});
  EXPECT_EQ(stamped_text(graph, applied(graph, {}), {"b"}), "+a z b -");
}

TEST(Stamped, RemovesRowsWithoutAFileThatStandOnTheTarget) {
  const auto graph = make_graph({"a", "b: a"});
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "b", "x: b"}), {"a"}), "+ -x b");
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "y"}), {"base"}), "+ -y a");
}

TEST(Stamped, FillsAHole) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  EXPECT_EQ(stamped_text(graph, applied(graph, {"a", "c"}), {"c"}), "+b -");
}

TEST(Stamped, RefusesToHideAHalfRunRevision) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state = state_of(graph, {make_row("a"), make_running("b: a", Direction::up)});
  for (const char* target : {"b", "c", "a", "base"}) {
    EXPECT_EQ(
        stamped_text(graph, state, {target}).rfind("error 3 half-run: revision b is half-run", 0),
        0U)
        << target;
  }
}

}  // namespace
}  // namespace migrate::plan
