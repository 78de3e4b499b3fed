// Nothing here is quadratic: 10,000 revisions in a shape with branches, merges and depends-on.
#include <gtest/gtest.h>

#include "lib/plan/plan.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

/// A ladder: two branches that merge at every tenth step, and depends-on across.
revision::RevisionGraph ladder(int size) {
  std::vector<revision::Revision> revisions;
  const auto id = [](int i) { return "r" + std::to_string(100000 + i); };
  for (int i = 0; i < size; ++i) {
    std::string text = id(i);
    if (i == 1) text += ": " + id(0);
    if (i > 1 && i % 10 == 0) text += ": " + id(i - 1) + " " + id(i - 2);
    if (i > 1 && i % 10 == 1) text += ": " + id(i - 1);
    if (i > 1 && i % 10 > 1) text += ": " + id(i - 2) + "; " + id(i - 1);
    revisions.push_back(test::make_revision(text));
  }
  return test::graph_of(std::move(revisions));
}

TEST(Large, TenThousandRevisionsAreMatchedPlannedAndUndone) {
  const revision::RevisionGraph graph = ladder(10000);
  std::vector<revision::AppliedRevision> rows;
  for (size_t i = 0; i < 5000; ++i) rows.push_back(test::make_row(graph.at(i).id));
  const State half = test::state_of(graph, rows);
  EXPECT_TRUE(half.holes.empty());
  EXPECT_EQ(pending(graph, half, "heads").size(), 5000U);
  const Undo all = undone(graph, half, "base");
  ASSERT_EQ(all.ids.size(), 5000U);
  EXPECT_EQ(all.ids.back(), graph.at(0).id);
  EXPECT_EQ(undone(graph, half, graph.at(9).id).ids.size(), 4990U);
  EXPECT_EQ(stamped(graph, half, {"heads"}).add.size(), 5000U);
}

TEST(Large, RowsWithoutFilesAreNoSlower) {
  const revision::RevisionGraph graph = test::make_graph({"a"});
  std::vector<revision::AppliedRevision> rows = {test::make_row("a")};
  for (int i = 0; i < 10000; ++i) {
    rows.push_back(test::make_row("x" + std::to_string(i) + ": " +
                                  (i == 0 ? "a" : "x" + std::to_string(i - 1))));
  }
  const State state = test::state_of(graph, rows);
  EXPECT_EQ(undone(graph, state, "a").ids.size(), 10000U);
}

}  // namespace
}  // namespace migrate::plan
