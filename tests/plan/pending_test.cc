#include <gtest/gtest.h>

#include "lib/plan/plan.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::make_graph;
using test::make_row;
using test::make_running;
using test::outcome;
using test::pending_text;
using test::state_of;

TEST(Pending, IsWhatTheTargetNeedsAndTheDatabaseLacks) {
  const auto graph = make_graph({"a", "b: a", "c: b; x", "x", "y: x"});
  EXPECT_EQ(pending_text(graph, applied(graph, {}), "c"), "a b x c");
  EXPECT_EQ(pending_text(graph, applied(graph, {"a", "x"}), "c"), "b c");
  EXPECT_EQ(pending_text(graph, applied(graph, {"a"}), "heads"), "b x c y");
  EXPECT_EQ(pending_text(graph, applied(graph, {"a"}), "base"), "");
  EXPECT_EQ(pending_text(graph, applied(graph, {"a"}), "current"), "");
}

TEST(Pending, AnEmptyProjectHasNothingPending) {
  const revision::RevisionGraph graph;
  EXPECT_EQ(pending_text(graph, applied(graph, {}), "head"), "");
}

TEST(Pending, FillsHolesInTotalOrderWhenTold) {
  const auto graph = make_graph({"a", "h1: a", "h2: h1", "b: h2", "c: b"});
  const State state = applied(graph, {"a", "b: a"});
  EXPECT_EQ(outcome([&] { return test::ids(graph, pending(graph, state, "head", Holes::fill)); }),
            "h1 h2 c");
  EXPECT_EQ(outcome([&] { return test::ids(graph, pending(graph, state, "h1", Holes::fill)); }),
            "h1");
}

TEST(Pending, SeveralHeadsAreNamedWithTheWaysOn) {
  const auto graph = make_graph({"a", "b: a", "c: a"});
  EXPECT_EQ(pending_text(graph, applied(graph, {"a"}), "head"),
            "error 2 several-heads: there are 2 heads, so 'head' is ambiguous\n"
            "b message of b (versions/b.up.sql)\n"
            "c message of c (versions/c.up.sql)\n"
            "`heads` means all of them, and an id one; or make them one:\n"
            "`migrate merge b c`  joins them in a new revision\n"
            "`migrate rebase c --onto b`  puts one line behind the other: c then follows b");
  static_assert(static_cast<int>(ErrorCode::check) == 2);
}

TEST(Pending, AHalfRunRevisionComesFirst) {
  const auto graph = make_graph({"a", "b", "c: a"});
  const State state = state_of(graph, {make_row("a"), make_running("b", Direction::up)});
  EXPECT_EQ(pending_text(graph, state, "c"), "b c");
  EXPECT_EQ(pending_text(graph, state, "a"), "b");
}

TEST(Pending, IsRefusedOverAHalfUndoneRevision) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const State state = state_of(graph, {make_row("a"), make_running("b: a", Direction::down)});
  EXPECT_EQ(pending_text(graph, state, "head"),
            "error 3 half-run: revision b is half undone: 3 statements are done\n"
            "statement 4 was being tried\n"
            "`migrate downgrade` goes on with it\n" +
                test::resolve_ways("b"));
  static_assert(static_cast<int>(ErrorCode::in_doubt) == 3);
}

TEST(Pending, UnknownRowsAndHolesStopIt) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const std::string text = pending_text(graph, applied(graph, {"a", "c", "x: a"}), "head");
  EXPECT_EQ(text.rfind("error 2 unknown-revision: the database has revision x", 0), 0U) << text;
  EXPECT_NE(text.find("\nhole: revision b"), std::string::npos) << text;
}

TEST(Pending, ABadTargetIsAUsageError) {
  const auto graph = make_graph({"a"});
  EXPECT_EQ(pending_text(graph, applied(graph, {}), "zzzzzz"),
            "error 1 unknown-revision: no revision is called 'zzzzzz'\n`migrate history` lists "
            "them");
  static_assert(static_cast<int>(ErrorCode::usage) == 1);
}

}  // namespace
}  // namespace migrate::plan
