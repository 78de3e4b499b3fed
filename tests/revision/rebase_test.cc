#include "lib/revision/rebase.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "tests/revision/revisions.h"

namespace migrate::revision {
namespace {

using test::make_graph;

/// "ok", or the error's message and hint.
std::string checked(const RevisionGraph& graph, const std::string& moved, const std::string& onto) {
  try {
    check_rebase(graph, *graph.find(moved), *graph.find(onto));
    return "ok";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.diagnostics()[0].message + "\n" + error.diagnostics()[0].hint;
  }
}

std::string root(const RevisionGraph& graph, const std::string& head, const std::string& onto) {
  const std::optional<size_t> found = line_root(graph, *graph.find(head), *graph.find(onto));
  return found ? graph.at(*found).id : "none";
}

std::string ways(const RevisionGraph& graph, const std::vector<std::string>& applied = {}) {
  std::vector<bool> mask(graph.size(), false);
  for (const std::string& id : applied) mask[*graph.find(id)] = true;
  return join(ways_to_join(graph, graph.heads(), mask), "\n");
}

TEST(Rebase, TheRootOfALineMayMoveOntoAnotherHead) {
  const auto graph = make_graph({"a", "b1: a", "b2: b1", "c1: a", "c2: c1", "z"});
  EXPECT_EQ(checked(graph, "c1", "b2"), "ok");
  EXPECT_EQ(checked(graph, "b1", "c2"), "ok");
  EXPECT_EQ(checked(graph, "c1", "b1"), "ok");
  EXPECT_EQ(checked(graph, "z", "b2"), "ok");
}

TEST(Rebase, ARevisionMayBeTakenOutOfItsLine) {
  const auto graph = make_graph({"a", "h: a", "b: h"});
  EXPECT_EQ(checked(graph, "b", "a"), "ok");
}

TEST(Rebase, CyclesOverEitherKindOfEdgeAreRefused) {
  const auto graph = make_graph({"a", "b: a", "c: b", "x: a; c"});
  EXPECT_EQ(checked(graph, "b", "c"),
            "c stands on b already\n`migrate graph` shows which stands on which");
  EXPECT_EQ(checked(graph, "b", "x"),
            "x stands on b already\n`migrate graph` shows which stands on which");
  EXPECT_EQ(checked(graph, "b", "b"), "b can't stand on itself\nname two revisions");
}

TEST(Rebase, AMergeIsRefused) {
  const auto graph = make_graph({"a", "b: a", "c: a", "m: b c", "d: a"});
  EXPECT_EQ(checked(graph, "m", "d"),
            "m is a merge of b and c: it can't be moved\nmove the lines that it joins, or remove "
            "its files and put one line behind the other");
}

TEST(Rebase, TheMiddleOfALineNamesItsRoot) {
  const auto graph = make_graph({"a", "b1: a", "b2: b1", "b3: b2", "c: a"});
  EXPECT_EQ(checked(graph, "b3", "c"),
            "b3 stands on b2, which is not below c: the line would be torn\n`migrate rebase b1 "
            "--onto c` moves the line from its root");
  const auto merged = make_graph({"a", "b1: a", "b2: a", "m: b1 b2", "n: m", "c: a"});
  EXPECT_EQ(checked(merged, "n", "c"),
            "n stands on m, which is not below c: the line would be torn\nmove the lines below it "
            "first, or join them with `migrate merge`");
}

TEST(Rebase, FindsTheRootOfALine) {
  const auto graph = make_graph({"a", "b1: a", "b2: b1", "c1: a", "c2: c1; b1", "z"});
  EXPECT_EQ(root(graph, "b2", "c2"), "none");  // c2 depends on it
  EXPECT_EQ(root(graph, "c2", "b2"), "c1");
  EXPECT_EQ(root(graph, "z", "b2"), "z");
  const auto merged = make_graph({"a", "b: a", "c: a", "m: b c", "d: b"});
  EXPECT_EQ(root(merged, "m", "d"), "c");
  EXPECT_EQ(root(merged, "d", "m"), "d");
}

TEST(Rebase, BothWaysToOneHeadAreReadyToCopy) {
  const auto graph = make_graph({"a", "b1: a", "b2: b1", "c1: a", "c2: c1"});
  EXPECT_EQ(ways(graph),
            "`migrate merge b2 c2`  joins them in a new revision\n"
            "`migrate rebase c1 --onto b2`  puts one line behind the other: c1 then follows b2");
  // What a database has already stays where it is.
  EXPECT_EQ(ways(graph, {"a", "c1"}),
            "`migrate merge b2 c2`  joins them in a new revision\n"
            "`migrate rebase b1 --onto c2`  puts one line behind the other: b1 then follows c2");
}

TEST(Rebase, SuggestsTheOnlyLineThatCanMoveOrNone) {
  EXPECT_EQ(ways(make_graph({"a", "b: a", "c: a", "m: b c", "x; m"})),
            "`migrate merge m x`  joins them in a new revision\n"
            "`migrate rebase x --onto m`  puts one line behind the other: x then follows m");
  EXPECT_EQ(ways(make_graph({"a", "b", "m: a b", "n: b a"})),
            "`migrate merge m n`  joins them in a new revision");
}

// What is suggested is allowed, for all pairs of heads of random graphs.
TEST(Rebase, EverySuggestedRootMayMove) {
  unsigned seed = 7;
  const auto next = [&](unsigned limit) {
    seed = seed * 1103515245U + 12345U;
    return (seed >> 16U) % limit;
  };
  size_t roots = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts = {"r0"};
    for (unsigned i = 1; i < 12; ++i) {
      std::string text = "r" + std::to_string(i) + ": r" + std::to_string(next(i));
      if (next(4) == 0) text += " r" + std::to_string(next(i));
      if (next(6) == 0) text += "; r" + std::to_string(next(i));
      texts.push_back(text);
    }
    const auto graph = make_graph(texts);
    for (const size_t head : graph.heads()) {
      for (const size_t onto : graph.heads()) {
        if (head == onto) continue;
        const std::optional<size_t> found = line_root(graph, head, onto);
        if (!found) continue;
        ++roots;
        EXPECT_NO_THROW(check_rebase(graph, *found, onto)) << join(texts, " | ");
      }
    }
  }
  EXPECT_GT(roots, 100U);
}

}  // namespace
}  // namespace migrate::revision
