#include "lib/revision/target.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "tests/revision/revisions.h"

namespace migrate::revision {
namespace {

using test::graph_of;
using test::make_graph;
using test::make_revision;

/// a1 → b1 → c1, d1 (label app) → e1 on b1; f1 stands alone.
RevisionGraph sample() {
  Revision labelled = make_revision("d1: b1");
  labelled.labels = {"app"};
  return graph_of({make_revision("a1"), make_revision("b1: a1"), make_revision("c1: b1"), labelled,
                   make_revision("e1: d1"), make_revision("f1")});
}

std::vector<bool> mask(const RevisionGraph& graph, const std::vector<std::string>& applied) {
  std::vector<bool> set(graph.size(), false);
  for (const std::string& id : applied) set[graph.find(id).value()] = true;
  return set;
}

/// The ids that `target` means, or the message and detail of the error.
std::string resolve(const RevisionGraph& graph, const std::string& target,
                    const std::vector<std::string>& applied = {}) {
  try {
    return test::ids(graph, resolve_target(graph, parse_target(target), mask(graph, applied)));
  } catch (const Error& error) {
    std::string text = error.what();
    for (const std::string& part : {error.diagnostics()[0].detail, error.diagnostics()[0].hint}) {
      if (!part.empty()) text += "\n" + part;
    }
    return text;
  }
}

TEST(Target, ParsesTheGrammar) {
  const Target target = parse_target("app@ab12+3");
  EXPECT_EQ(target.label, "app");
  EXPECT_EQ(target.name, "ab12");
  EXPECT_EQ(target.steps, 3);
  EXPECT_EQ(parse_target("-2").steps, -2);
  EXPECT_EQ(parse_target("app@+1").name, "");
  EXPECT_EQ(parse_target("heads").name, "heads");
}

TEST(Target, RefusesOtherTexts) {
  for (const char* bad : {"", "@head", "app@", "+", "a+", "a+x", "+0", "a-1-1", "a b", "a:b",
                          "+1234567890", "a@b@c"}) {
    try {
      (void)parse_target(bad);
      ADD_FAILURE() << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      EXPECT_EQ(error.what(), "'" + std::string(bad) + "' is no target");
    }
  }
}

TEST(Target, ParsesRanges) {
  EXPECT_EQ(parse_range("a:b").from, "a");
  EXPECT_EQ(parse_range("a:b").to, "b");
  EXPECT_FALSE(parse_range("a:").single);
  EXPECT_EQ(parse_range(":b").from, "");
  EXPECT_TRUE(parse_range("a").single);
  EXPECT_EQ(parse_range("a").from, "a");
  EXPECT_THROW((void)parse_range("a:b:c"), Error);
}

TEST(Target, NamesRevisions) {
  const RevisionGraph graph = sample();
  EXPECT_EQ(resolve(graph, "b1"), "b1");
  EXPECT_EQ(resolve(graph, "b"), "b1");
  EXPECT_EQ(resolve(graph, "app"), "d1");
  EXPECT_EQ(resolve(graph, "heads"), "c1 e1 f1");
  EXPECT_EQ(resolve(graph, "base"), "");
  EXPECT_EQ(resolve(graph, "app@head"), "e1");
  EXPECT_EQ(resolve(graph, "app@base"), "");
  EXPECT_EQ(resolve(graph, "app@e1"), "e1");
  EXPECT_EQ(resolve(graph, "c1@head"), "c1");
  EXPECT_EQ(resolve(graph, "current", {"a1", "b1", "c1"}), "c1");
  EXPECT_EQ(resolve(graph, "current", {"a1", "b1", "c1", "f1"}), "c1 f1");
  EXPECT_EQ(resolve(RevisionGraph(), "head"), "");
}

TEST(Target, HeadIsRefusedWithTheHeadsWhenThereAreSeveral) {
  Revision by_ann = make_revision("c1: a1");
  by_ann.author = "Ann";
  const RevisionGraph graph = graph_of({make_revision("a1"), make_revision("b1: a1"), by_ann});
  EXPECT_EQ(resolve(graph, "head"),
            "there are 2 heads, so 'head' is ambiguous\n"
            "b1 message of b1 (versions/b1.up.sql)\n"
            "c1 message of c1 (Ann, versions/c1.up.sql)\n"
            "`heads` means all of them, and an id one; or make them one:");
  try {
    (void)resolve_target(graph, parse_target("head"), mask(graph, {}));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::check);
  }
}

TEST(Target, WalksWhereThereIsOneWay) {
  const RevisionGraph graph = sample();
  EXPECT_EQ(resolve(graph, "a1+1"), "b1");
  EXPECT_EQ(resolve(graph, "e1-1"), "d1");
  EXPECT_EQ(resolve(graph, "e1-3"), "a1");
  EXPECT_EQ(resolve(graph, "e1-4"), "");
  EXPECT_EQ(resolve(graph, "app@b1+1"),
            "'b1' is not in the lineage of 'app'\n"
            "b1 message of b1 (versions/b1.up.sql)\n"
            "leave `app@` out");
  EXPECT_EQ(resolve(graph, "+1", {"a1"}), "b1");
  EXPECT_EQ(resolve(graph, "app@+1", {"a1", "b1", "c1"}), "d1");
  EXPECT_EQ(resolve(graph, "app@+2"), "e1");
  EXPECT_EQ(resolve(graph, "app@+1", {"a1", "b1", "d1"}), "e1");
  EXPECT_EQ(resolve(graph, "-1", {"a1", "b1"}), "a1");
  EXPECT_EQ(resolve(graph, "-2", {"a1", "b1"}), "");
}

TEST(Target, RefusesWalksThatForkOrGoTooFar) {
  const RevisionGraph graph = sample();
  EXPECT_EQ(resolve(graph, "b1+1"),
            "'b1+1' is ambiguous: 2 revisions above b1\n"
            "c1 message of c1 (versions/c1.up.sql)\n"
            "d1 message of d1 (versions/d1.up.sql)\n"
            "name the revision itself");
  EXPECT_EQ(resolve(graph, "+1"),
            "'+1' is ambiguous: 2 revisions above base\n"
            "a1 message of a1 (versions/a1.up.sql)\n"
            "f1 message of f1 (versions/f1.up.sql)\n"
            "name the revision itself");
  EXPECT_EQ(resolve(graph, "+1", {"a1", "f1"}),
            "'+1' is ambiguous: 2 revisions to count from\n"
            "a1 message of a1 (versions/a1.up.sql)\n"
            "f1 message of f1 (versions/f1.up.sql)\n"
            "name the one: REV+1");
  EXPECT_EQ(resolve(graph, "d1+2"),
            "'d1+2' goes too far: there is 1 to go up\n`head` is the last revision");
  EXPECT_EQ(resolve(graph, "b1-3"),
            "'b1-3' goes too far: there are 2 to go down\n`base` is below the first one");
}

TEST(Target, AWalkDownThroughAMergeIsAmbiguous) {
  const RevisionGraph graph = make_graph({"a", "b: a", "c: a", "d: b c"});
  EXPECT_EQ(resolve(graph, "d-1"),
            "'d-1' is ambiguous: 2 revisions below d\n"
            "b message of b (versions/b.up.sql)\n"
            "c message of c (versions/c.up.sql)\n"
            "name the revision itself");
}

TEST(Target, AnUnknownNameGetsTheNearest) {
  const RevisionGraph graph = sample();
  EXPECT_EQ(resolve(graph, "haed"), "no revision is called 'haed'\ndid you mean 'head'?");
  EXPECT_EQ(resolve(graph, "zzzzzz"),
            "no revision is called 'zzzzzz'\n`migrate history` lists them");
}

TEST(Target, APrefixOfSeveralListsThem) {
  const RevisionGraph graph = make_graph({"ab1", "ab2: ab1"});
  EXPECT_EQ(resolve(graph, "ab"),
            "'ab' is the beginning of 2 revisions\n"
            "ab1 message of ab1 (versions/ab1.up.sql)\n"
            "ab2 message of ab2 (versions/ab2.up.sql)\n"
            "write more of the id");
}

TEST(Target, LongListsAreCutOff) {
  std::vector<std::string> texts;
  for (int i = 10; i < 40; ++i) texts.push_back("r" + std::to_string(i));
  const RevisionGraph graph = make_graph(texts);
  const std::string list = list_choices(graph, graph.heads());
  EXPECT_NE(list.find("\nand 10 more"), std::string::npos) << list;
}

}  // namespace
}  // namespace migrate::revision
