#include <gtest/gtest.h>

#include "lib/plan/plan.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::graph_of;
using test::make_graph;
using test::make_revision;
using test::make_row;
using test::make_running;
using test::state_of;
using test::undone_text;

TEST(Undone, RemovesWhatStandsOnTheTargetOverBothKindsOfEdge) {
  const auto graph = make_graph({"a", "b: a", "c: b", "x; b", "y: x"});
  const State state = applied(graph, {"a", "b", "c", "x", "y"});
  EXPECT_EQ(undone_text(graph, state, "b"), "y x c");
  EXPECT_EQ(undone_text(graph, state, "c"), "");
  EXPECT_EQ(undone_text(graph, state, "base"), "y x c b a");
  EXPECT_EQ(undone_text(graph, state, "c-1"), "y x c");
  EXPECT_EQ(undone_text(graph, state, "a-1"), "y x c b a");
}

TEST(Undone, LeavesWhatIsNotApplied) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  EXPECT_EQ(undone_text(graph, applied(graph, {"a", "b"}), "a"), "b");
  EXPECT_EQ(undone_text(graph, applied(graph, {"a"}), "b"),
            "error 1 : revision b is not applied\n`migrate current` shows where the database "
            "stands");
}

TEST(Undone, CountsBackInPlanOrder) {
  const auto graph = make_graph({"a", "b: a", "c: a", "d: b c"});
  const State state = applied(graph, {"a", "b", "c", "d"});
  EXPECT_EQ(undone_text(graph, state, "-1"), "d");
  EXPECT_EQ(undone_text(graph, state, "-2"), "d c");
  EXPECT_EQ(undone_text(graph, state, "-4"), "d c b a");
  EXPECT_EQ(undone_text(graph, state, "-5"),
            "error 1 bad-target: '-5' goes too far: 4 revisions are applied\n`base` is below the "
            "first one");
  EXPECT_EQ(undone_text(graph, applied(graph, {}), "-1"),
            "error 1 bad-target: '-1' goes too far: nothing is applied\n`migrate current` shows "
            "where the database stands");
}

TEST(Undone, CountingBackIsRefusedWithTheChoices) {
  const auto graph = make_graph({"a", "b: a", "c: a"});
  const State state = applied(graph, {"a", "b", "c"});
  EXPECT_EQ(undone_text(graph, state, "-1"),
            "error 1 ambiguous: '-1' is ambiguous: 2 applied revisions have no applied successor\n"
            "b message of b (versions/b.up.sql)\n"
            "c message of c (versions/c.up.sql)\n"
            "`migrate downgrade b@-1` counts in the lineage of one; an id names the revision that "
            "stays");
  EXPECT_EQ(undone_text(graph, state, "b@-1"), "b");
  EXPECT_EQ(undone_text(graph, state, "c@-1"), "c");
  EXPECT_EQ(undone_text(graph, state, "c@-2"),
            "error 1 bad-target: 'c@-2' goes too far: 1 revision is applied in the lineage of c\n"
            "`base` is below the first one");
}

TEST(Undone, ALabelsBaseRemovesItsLineage) {
  auto labelled = make_revision("b: a");
  labelled.labels = {"app"};
  const auto graph = graph_of({make_revision("a"), labelled, make_revision("c: b"),
                               make_revision("x: a"), make_revision("y: x; c")});
  const State state = applied(graph, {"a", "b", "c", "x", "y"});
  EXPECT_EQ(undone_text(graph, state, "app@base"), "y c b");
  EXPECT_EQ(undone_text(graph, state, "app"), "y c");
}

TEST(Undone, RefusesToGoUp) {
  const auto graph = make_graph({"a"});
  EXPECT_EQ(undone_text(graph, applied(graph, {"a"}), "+1"),
            "error 1 : '+1' goes up, and a downgrade goes down\nwrite -1, or use `migrate "
            "upgrade`");
}

TEST(Undone, NamesEveryIrreversibleRevisionBeforeAnythingRuns) {
  auto b = make_revision("b: a");
  b.irreversible = "rows are gone";
  auto c = make_revision("c: b");
  c.irreversible = "it has no down script (versions/c.down.sql)";
  const auto graph = graph_of({make_revision("a"), b, c});
  EXPECT_EQ(undone_text(graph, applied(graph, {"a", "b", "c"}), "base"),
            "error 0 irreversible: revision c can't be undone: it has no down script "
            "(versions/c.down.sql)\nnothing was undone; `migrate downgrade c` goes down to it and "
            "leaves it\n"
            "irreversible: revision b can't be undone: rows are gone\nnothing was undone; `migrate "
            "downgrade b` goes down to it and leaves it");
  EXPECT_EQ(undone_text(graph, applied(graph, {"a"}), "base"), "a");
}

TEST(Undone, ARowWithoutAFileTakesPartWithItsEdges) {
  const auto graph = make_graph({"a", "b: a"});
  const State state = applied(graph, {"a", "b", "x: b", "y: x; a"});
  EXPECT_EQ(undone_text(graph, state, "a"), "y x b");
  EXPECT_EQ(undone_text(graph, state, "x"), "y");
  EXPECT_EQ(undone_text(graph, state, "-1"), "y");
}

TEST(Undone, IsRefusedThroughAHalfRunRevision) {
  const auto graph = make_graph({"a", "b: a", "x"});
  const State state =
      state_of(graph, {make_row("a"), make_running("b: a", Direction::up), make_row("x")});
  const std::string refusal =
      "error 0 half-run: revision b is half-run: 3 statements are done\n"
      "statement 4 was being tried\n"
      "`migrate upgrade` goes on with it\n" +
      test::resolve_ways("b");
  EXPECT_EQ(undone_text(graph, state, "a"), refusal);
  EXPECT_EQ(undone_text(graph, state, "b@-1"), refusal);
  EXPECT_EQ(undone_text(graph, state, "x@-1"), "x");
}

TEST(Undone, GoesOnWithAHalfUndoneRevisionFirst) {
  const auto graph = make_graph({"a", "b: a", "x"});
  const State state =
      state_of(graph, {make_row("a"), make_running("b: a", Direction::down), make_row("x")});
  EXPECT_EQ(undone_text(graph, state, "-1"), "b");
  EXPECT_EQ(undone_text(graph, state, "a"), "b");
  EXPECT_EQ(undone_text(graph, state, "base"), "b x a");
  EXPECT_EQ(undone_text(graph, state, "x@-1"), "b x");
}

TEST(Undone, TheRevisionsOfARunGoWithWhatStandsOnThem) {
  const auto graph = make_graph({"a", "b: a", "c: b", "x"});
  const State state = applied(graph, {"a", "b", "c", "x"});
  EXPECT_EQ(test::joined(undone_with(graph, state, {"b", "x"}).ids), "x c b");
}

}  // namespace
}  // namespace migrate::plan
