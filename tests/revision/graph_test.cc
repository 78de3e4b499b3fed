#include "lib/revision/graph.h"

#include <gtest/gtest.h>

#include "tests/revision/revisions.h"

namespace migrate::revision {
namespace {

using test::graph_of;
using test::ids;
using test::make_graph;
using test::make_revision;
using test::make_revisions;
using test::order;

struct Built {
  RevisionGraph graph;
  std::vector<Diagnostic> diagnostics;
};

Built build(std::vector<Revision> revisions) {
  Built built;
  built.graph = RevisionGraph(std::move(revisions), built.diagnostics);
  return built;
}

/// All findings as "file:line code: message", one a line.
std::string findings(const std::vector<std::string>& texts) {
  std::string all;
  for (const Diagnostic& found : build(make_revisions(texts)).diagnostics) {
    all += (all.empty() ? "" : "\n") + found.location.file + ":" +
           std::to_string(found.location.position.line) + " " + found.code + ": " + found.message;
  }
  return all;
}

Revision labelled(const std::string& text, std::vector<std::string> labels) {
  Revision revision = make_revision(text);
  revision.labels = std::move(labels);
  return revision;
}

TEST(RevisionGraph, OrdersTopologicallyWithTiesByCreatedThenId) {
  EXPECT_EQ(order(make_graph({"c: b", "b: a", "a"})), "a b c");
  EXPECT_EQ(order(make_graph({"d: b c", "c: a", "b: a", "a"})), "a b c d");
  EXPECT_EQ(order(graph_of({make_revision("a", "2"), make_revision("z", "1"),
                            make_revision("m: z", "3"), make_revision("b: a", "2")})),
            "z a b m");
}

TEST(RevisionGraph, DependsOnCountsForTheOrderButNotForHeads) {
  const RevisionGraph graph = make_graph({"a", "b: a; z", "z"});
  EXPECT_EQ(order(graph), "a z b");
  EXPECT_EQ(ids(graph, graph.heads()), "z b");
  EXPECT_EQ(ids(graph, graph.bases()), "a z");
}

TEST(RevisionGraph, FindsBranchAndMergePoints) {
  const RevisionGraph graph = make_graph({"a", "b: a", "c: a", "d: b c"});
  EXPECT_EQ(ids(graph, graph.branch_points()), "a");
  EXPECT_EQ(ids(graph, graph.merge_points()), "d");
  EXPECT_EQ(ids(graph, graph.heads()), "d");
}

TEST(RevisionGraph, ReportsBothHeads) {
  const RevisionGraph graph = make_graph({"a", "b: a", "c: a"});
  EXPECT_EQ(ids(graph, graph.heads()), "b c");
}

TEST(RevisionGraph, ClosesOverBothKindsOfEdge) {
  const RevisionGraph graph = make_graph({"a", "b: a; x", "c: b", "x", "y: x"});
  EXPECT_EQ(ids(graph, graph.closure({*graph.find("b")})), "a x b");
  EXPECT_EQ(ids(graph, graph.dependents_closure({*graph.find("x")})), "x b c y");
}

TEST(RevisionGraph, FindsIdsByPrefix) {
  const RevisionGraph graph = make_graph({"ab", "abc: ab", "b: abc"});
  EXPECT_EQ(ids(graph, graph.find_prefix("a")), "ab abc");
  EXPECT_EQ(ids(graph, graph.find_prefix("ab")), "ab");
  EXPECT_EQ(ids(graph, graph.find_prefix("abc")), "abc");
  EXPECT_EQ(ids(graph, graph.find_prefix("x")), "");
}

TEST(RevisionGraph, ReportsDuplicateIds) {
  EXPECT_EQ(findings({"a", "b: a", "a"}),
            "versions/a.up.sql:1 duplicate-id: the id 'a' is given to two revisions");
}

TEST(RevisionGraph, ReportsUnknownParentsAndWhatWasMeant) {
  const Built built = build(make_revisions({"abcdef", "b: abcdeg", "c: abc", "d: zzzzzz; yyyyyy"}));
  ASSERT_EQ(built.diagnostics.size(), 4U);
  EXPECT_EQ(built.diagnostics[0].message, "unknown parent 'abcdeg'");
  EXPECT_EQ(built.diagnostics[0].hint, "did you mean 'abcdef'?");
  EXPECT_EQ(built.diagnostics[0].location.file, "versions/b.up.sql");
  EXPECT_EQ(built.diagnostics[0].location.position.line, 2);
  EXPECT_EQ(built.diagnostics[1].hint, "did you mean 'abcdef'? Whole ids are written here");
  EXPECT_EQ(built.diagnostics[2].hint, "every id that is named here needs its file");
  EXPECT_EQ(built.diagnostics[3].message, "unknown revision 'yyyyyy'");
  EXPECT_EQ(built.graph.size(), 4U);
}

TEST(RevisionGraph, ReportsASelfLoop) {
  EXPECT_EQ(findings({"a: a"}), "versions/a.up.sql:2 self-loop: the revision 'a' stands on itself");
}

TEST(RevisionGraph, PrintsEveryCycleAsAPath) {
  EXPECT_EQ(findings({"a: c", "b: a", "c: b", "d: c", "x: y", "y: x", "z"}),
            "versions/a.up.sql:2 cycle: revisions stand on each other: a → b → c → a\n"
            "versions/x.up.sql:2 cycle: revisions stand on each other: x → y → x");
  EXPECT_EQ(order(build(make_revisions({"a: b", "b: a", "z"})).graph), "z");
}

TEST(RevisionGraph, FindsACycleThroughDependsOn) {
  EXPECT_EQ(findings({"a; c", "b: a", "c: b"}),
            "versions/a.up.sql:2 cycle: revisions stand on each other: a → b → c → a");
}

TEST(RevisionGraph, RefusesIdsThatAreWordsOfTheGrammar) {
  EXPECT_EQ(findings({"head"}),
            "versions/head.up.sql:1 reserved-name: 'head' can't be an id: it is a word of the "
            "target grammar");
  for (const char* word : {"heads", "base", "bases", "current", "none", "HEAD"}) {
    EXPECT_TRUE(is_target_keyword(word)) << word;
  }
  EXPECT_FALSE(is_target_keyword("header"));
}

TEST(RevisionGraph, ChecksLabels) {
  const auto message = [](std::vector<Revision> revisions) {
    const Built built = build(std::move(revisions));
    return built.diagnostics.size() == 1 ? built.diagnostics[0].message : "";
  };
  EXPECT_EQ(message({labelled("a", {"app"}), labelled("b: a", {"app"})}),
            "the label 'app' is given twice");
  EXPECT_EQ(message({labelled("a", {"b"}), make_revision("b: a")}),
            "the label 'b' is also the id of a revision");
  EXPECT_EQ(message({labelled("a", {"heads"})}),
            "'heads' can't be a label: it is a word of the target grammar");
}

TEST(RevisionGraph, LineageGoesDownToTheBranchPoint) {
  const RevisionGraph graph =
      graph_of({make_revision("a"), make_revision("b: a"), make_revision("c: b"),
                labelled("d: c", {"app"}), make_revision("e: d"), make_revision("x: b")});
  EXPECT_EQ(graph.labels(), std::vector<std::string>{"app"});
  EXPECT_EQ(ids(graph, graph.lineage(*graph.find_label("app"))), "c d e");
}

TEST(RevisionGraph, AChainOfTenThousandIsInOrder) {
  std::vector<Revision> revisions;
  for (int i = 9999; i >= 0; --i) {
    revisions.push_back(
        make_revision("r" + std::to_string(i) + (i == 0 ? "" : ": r" + std::to_string(i - 1))));
  }
  const RevisionGraph graph = graph_of(std::move(revisions));
  ASSERT_EQ(graph.size(), 10000U);
  EXPECT_EQ(graph.at(9999).id, "r9999");
  const std::vector<bool> all = graph.closure(graph.heads());
  EXPECT_EQ(std::count(all.begin(), all.end(), true), 10000);
}

TEST(RevisionGraph, ACycleOfTenThousandNeedsNoStack) {
  std::vector<Revision> revisions;
  for (int i = 0; i < 10000; ++i) {
    revisions.push_back(
        make_revision("r" + std::to_string(i) + ": r" + std::to_string((i + 9999) % 10000)));
  }
  const Built built = build(std::move(revisions));
  ASSERT_EQ(built.diagnostics.size(), 1U);
  EXPECT_EQ(built.diagnostics[0].code, "cycle");
  EXPECT_EQ(built.graph.size(), 0U);
}

}  // namespace
}  // namespace migrate::revision
