#include "lib/plan/state.h"

#include <gtest/gtest.h>

#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::ids;
using test::make_graph;
using test::make_row;
using test::make_running;
using test::state_of;
using test::text_of;

TEST(State, MatchesRowsWithTheGraph) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state =
      state_of(graph, {make_row("a"), make_row("x: a"), make_running("b: a", Direction::up)});
  EXPECT_EQ(ids(graph, state.applied), "a");
  EXPECT_EQ(state.unknown, std::vector<size_t>{1});
  EXPECT_EQ(state.running, std::vector<size_t>{2});
  EXPECT_TRUE(state.holes.empty());
  EXPECT_EQ(state.row("x")->message, "message of x");
  EXPECT_EQ(state.row("c"), nullptr);
}

TEST(State, NothingIsWrongWithAClosedSet) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  EXPECT_TRUE(problems(graph, applied(graph, {"a", "b"})).empty());
  EXPECT_TRUE(problems(graph, applied(graph, {})).empty());
}

TEST(State, ReportsARowThatNoFileHas) {
  const auto graph = make_graph({"a"});
  EXPECT_EQ(text_of(problems(graph, applied(graph, {"a", "x: a"}))),
            "unknown-revision: the database has revision x (message of x), which no file has\n"
            "use a checkout that has it (this one may be older than the database); `migrate show x "
            "--sql` prints what ran, `migrate export x` writes its files back");
}

TEST(State, ReportsHolesOverBothKindsOfEdge) {
  const auto graph = make_graph({"a", "b: a", "c: b; z", "z"});
  const std::vector<Diagnostic> found = problems(graph, applied(graph, {"a", "c"}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(
      text_of(found[0]),
      "hole: revision b message of b (versions/b.up.sql) is not applied, though c stands on "
      "it and is\n`migrate upgrade --out-of-order` applies it now; `migrate rebase` gives it a "
      "place behind what is applied; if the database has its changes already, `migrate stamp "
      "c` records it");
  EXPECT_EQ(found[1].message,
            "revision z message of z (versions/z.up.sql) is not applied, though c stands on it "
            "and is");
}

TEST(State, HolesThatAreToBeFilledAreNoProblem) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state = applied(graph, {"a", "c: a", "x"});
  EXPECT_EQ(problems(graph, state).size(), 2U);
  const std::vector<Diagnostic> found = problems(graph, state, Holes::fill);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "unknown-revision");
}

TEST(State, NoticesRowsWithOtherEdgesThanTheirFiles) {
  const auto graph = make_graph({"a", "b: a", "c: b; a", "d: c"});
  const State state = state_of(graph, {make_row("a"), make_row("b"), make_row("c: a; b"),
                                       make_row("x: y"), make_running("d: a", Direction::up)});
  ASSERT_EQ(state.reparented.size(), 2U);
  EXPECT_EQ(describe(state.reparented[0]), "b: parents none → a");
  EXPECT_EQ(describe(state.reparented[1]), "c: parents a → b; depends-on b → a");
  const std::vector<Diagnostic> found = describe_reparented(graph, state);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(text_of(found[0]),
            "reparented: the file has other edges than the history: b: parents none → a\n"
            "the next `migrate upgrade` lets the history follow; no script runs for it");
}

TEST(State, ManyHolesAreNotListedOneByOne) {
  std::vector<std::string> texts = {"r100"};
  for (int i = 101; i < 140; ++i) {
    texts.push_back("r" + std::to_string(i) + ": r" + std::to_string(i - 1));
  }
  const auto graph = make_graph(texts);
  const std::vector<Diagnostic> found = problems(graph, applied(graph, {"r139"}));
  ASSERT_EQ(found.size(), 20U);
  EXPECT_EQ(found.back().notes, std::vector<std::string>{"and 19 revisions more like it"});
}

TEST(State, AHalfRunRevisionIsNoHole) {
  const auto graph = make_graph({"a", "b: a"});
  const State state = state_of(graph, {make_running("a", Direction::up)});
  EXPECT_TRUE(state.holes.empty());
  EXPECT_TRUE(problems(graph, state).empty());
}

}  // namespace
}  // namespace migrate::plan
