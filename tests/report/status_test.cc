#include "lib/report/status.h"

#include <gtest/gtest.h>

#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

using test::applied;
using test::make_graph;
using test::make_row;
using test::make_running;
using test::state_of;
using workflow::ChangedScript;

constexpr const char* kTarget = "db:shop [test]";

Standing standing_of(const revision::RevisionGraph& graph, const plan::State& state) {
  return {kTarget, {graph, &state}, true, {}};
}

TEST(Current, ShowsWhereTheDatabaseStands) {
  const auto graph = make_graph({"a", "b: a"});
  const plan::State first = applied(graph, {"a"});
  EXPECT_EQ(current_text(standing_of(graph, first), Show::brief), "a  message of a\n");
  EXPECT_FALSE(at_heads({graph, &first}));
  const plan::State all = applied(graph, {"a", "b: a"});
  EXPECT_EQ(current_text(standing_of(graph, all), Show::brief), "b  message of b (head)\n");
  EXPECT_TRUE(at_heads({graph, &all}));
  const plan::State none = applied(graph, {});
  EXPECT_EQ(current_text(standing_of(graph, none), Show::brief), "base (nothing is applied)\n");
}

TEST(Current, MarksHalfRunAndUnknownRevisions) {
  const auto graph = make_graph({"a", "b: a"});
  const plan::State state =
      state_of(graph, {make_row("a"), make_row("z: a"), make_running("b: a", plan::Direction::up)});
  EXPECT_EQ(current_text(standing_of(graph, state), Show::brief),
            "z  message of z (no file here)\n"
            "b  message of b (head, half-run)\n");
  const json::Value out = current_json(standing_of(graph, state));
  EXPECT_EQ(json::dump(out["current"].items().at(0)["known"]), "false");
  EXPECT_EQ(out["current"].items().at(1)["state"].text(), "running");
  EXPECT_EQ(json::dump(out["at_heads"]), "false");
}

TEST(Current, SaysInFullWhenAndByWhom) {
  const auto graph = make_graph({"a"});
  plan::State state = applied(graph, {"a"});
  state.rows[0].applied_at = "2025-10-24T17:40:00Z";
  state.rows[0].applied_by = "ann";
  EXPECT_EQ(current_text(standing_of(graph, state), Show::full),
            "a  message of a (head)  2025-10-24T17:40:00Z by ann\n");
}

TEST(Status, SaysWhereTheWaysToOneHeadAre) {
  const auto graph = make_graph({"a", "b: a", "c: a"});
  const plan::State state = applied(graph, {"a", "b: a", "c: a"});
  EXPECT_EQ(status_text(standing_of(graph, state)),
            "database:  db:shop [test]\n"
            "applied:   3 of 3 revisions\n"
            "current:   b, c\n"
            "heads:     2 (how to make them one: migrate heads --check)\n"
            "pending:   0\n");
}

TEST(Status, NamesRowsThatWillFollowTheirFiles) {
  const auto graph = make_graph({"a", "b: a"});
  const plan::State state = applied(graph, {"a", "b"});
  const Standing standing = standing_of(graph, state);
  EXPECT_TRUE(in_order(standing));
  EXPECT_EQ(status_text(standing),
            "database:  db:shop [test]\n"
            "applied:   2 of 2 revisions\n"
            "current:   a, b\n"
            "pending:   0\n"
            "moved since applied (the next migrate upgrade lets the history follow):\n"
            "  b: parents none → a\n"
            "everything is applied and in order\n");
  EXPECT_EQ(json::dump(status_json(standing)["reparented"]),
            R"([{"id":"b","parents":["a"],"depends_on":[],"old_parents":[],"old_depends_on":[]}])");
}

TEST(Status, IsInOrderWhenEverythingIsApplied) {
  const auto graph = make_graph({"a", "b: a"});
  const plan::State state = applied(graph, {"a", "b: a"});
  const Standing standing = standing_of(graph, state);
  EXPECT_TRUE(in_order(standing));
  EXPECT_EQ(status_text(standing),
            "database:  db:shop [test]\n"
            "applied:   2 of 2 revisions\n"
            "current:   b\n"
            "pending:   0\n"
            "everything is applied and in order\n");
}

TEST(Status, ListsPendingRevisionsInOrder) {
  const auto graph = make_graph({"a", "b: a", "c: b"});
  const plan::State state = applied(graph, {"a"});
  const Standing standing = standing_of(graph, state);
  EXPECT_FALSE(in_order(standing));
  EXPECT_EQ(status_text(standing),
            "database:  db:shop [test]\n"
            "applied:   1 of 3 revisions\n"
            "current:   a\n"
            "pending:   2\n"
            "pending (run: migrate upgrade):\n"
            "  b  message of b\n"
            "  c  message of c\n");
}

TEST(Status, CutsLongListsAndSaysSo) {
  std::vector<std::string> texts = {"r100"};
  for (int i = 101; i < 130; ++i) {
    texts.push_back("r" + std::to_string(i) + ": r" + std::to_string(i - 1));
  }
  const auto graph = make_graph(texts);
  const plan::State state = applied(graph, {});
  const std::string text = status_text(standing_of(graph, state));
  EXPECT_NE(text.find("  r119  message of r119\n  … and 10 more\n"), std::string::npos) << text;
}

TEST(Status, TellsEverythingThatIsWrong) {
  const auto graph = make_graph({"a", "b: a", "c: b", "d: c"});
  const plan::State state = state_of(graph, {make_row("a"), make_row("c: b"), make_row("z: a"),
                                             make_running("d: c", plan::Direction::up)});
  Standing standing = standing_of(graph, state);
  standing.validation.changed = {
      {"a", ChangedScript::Which::up, "s1:1", "s1:2", "versions/a.up.sql"}};
  const json::Value out = status_json(standing);
  const auto first_id = [&](const char* list) { return out[list].items().at(0)["id"].text(); };
  EXPECT_EQ(json::dump(out["ok"]), "false");
  EXPECT_EQ(first_id("running"), "d");
  EXPECT_EQ(first_id("unknown"), "z");
  EXPECT_EQ(first_id("holes"), "b");
  EXPECT_EQ(json::dump(out["pending"]), "[]");
  EXPECT_EQ(json::dump(out["changed"]),
            R"([{"id":"a","which":"up","file":"versions/a.up.sql","recorded":"s1:1",)"
            R"("found":"s1:2"}])");
  const std::string text = status_text(standing);
  for (const char* part :
       {"half-run", "in no file", "a revision that stands on it is", "changed since applied"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
}

TEST(Status, EachFaultAloneIsNotInOrder) {
  const auto graph = make_graph({"a", "b: a"});
  const plan::State all = applied(graph, {"a", "b: a"});
  const auto changed = [&](ChangedScript::Which which) {
    Standing standing = standing_of(graph, all);
    standing.validation.changed = {{"a", which, "s1:1", "s1:2", "f"}};
    return in_order(standing);
  };
  EXPECT_FALSE(changed(ChangedScript::Which::up));
  EXPECT_TRUE(changed(ChangedScript::Which::down));
  const plan::State unknown = applied(graph, {"a", "b: a", "z: b"});
  EXPECT_FALSE(in_order(standing_of(graph, unknown)));
  const plan::State hole = applied(graph, {"b: a"});
  EXPECT_FALSE(in_order(standing_of(graph, hole)));
  const plan::State half =
      state_of(graph, {make_row("a"), make_running("b: a", plan::Direction::up)});
  EXPECT_FALSE(in_order(standing_of(graph, half)));
  const auto two_heads = make_graph({"a", "b"});
  const plan::State both = applied(two_heads, {"a", "b"});
  EXPECT_FALSE(in_order(standing_of(two_heads, both)));
}

}  // namespace
}  // namespace migrate::report
