#include <gtest/gtest.h>

#include "lib/report/columns.h"
#include "lib/report/revision_list.h"
#include "lib/report/show.h"
#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

using test::applied;
using test::make_graph;
using test::make_revision;
using test::make_row;
using test::make_running;
using test::state_of;

/// A fork with a merge: a <- b, a <- c, (b, c) <- d.
const std::vector<std::string> kFork = {"a", "b: a", "c: a", "d: b c"};

TEST(Columns, AlignsCellsAndDropsEmptyColumns) {
  EXPECT_EQ(columns({{"a", "", "x"}, {"long", "", "y"}}), "a     x\nlong  y\n");
  EXPECT_EQ(columns({{"é", "1"}, {"ab", "2"}}, "> "), "> é   1\n> ab  2\n");
  EXPECT_EQ(columns({}), "");
}

TEST(Columns, LeavesOutFieldsWithoutValue) {
  EXPECT_EQ(fields({{"id", "a"}, {"author", ""}, {"message", "m"}}), "id:       a\nmessage:  m\n");
}

TEST(RevisionList, NamesStateAndMarksInBrief) {
  const auto graph = make_graph(kFork);
  const plan::State state = applied(graph, {"a"});
  EXPECT_EQ(revisions_text({graph, &state}, {3, 1, 0}, Detail::brief),
            "d  pending  message of d (head, merge of b, c)\n"
            "b  pending  message of b\n"
            "a  applied  message of a (current, base, branch point)\n");
}

TEST(RevisionList, SaysNothingOfTheStateWhenNoDatabaseWasAsked) {
  const auto graph = make_graph({"a"});
  EXPECT_EQ(revisions_text({graph}, {0}, Detail::brief), "a  message of a (head, base)\n");
  const json::Value out = revisions_json({graph}, {0});
  EXPECT_TRUE(out["revisions"].items().at(0)["state"].is_null());
}

TEST(RevisionList, ShowsParentsAndFilesInFull) {
  const auto graph = make_graph({"a", "b: a"});
  const std::string text = revisions_text({graph}, {1, 0}, Detail::full);
  EXPECT_EQ(text,
            "b (head)\n"
            "  message:  message of b\n"
            "  parents:  a\n"
            "  up:       versions/b.up.sql\n"
            "  down:     versions/b.down.sql\n"
            "\n"
            "a (base)\n"
            "  message:  message of a\n"
            "  parents:  none\n"
            "  up:       versions/a.up.sql\n"
            "  down:     versions/a.down.sql\n");
}

TEST(RevisionList, KeepsTheDocumentedShape) {
  auto revisions = test::make_revisions({"a", "b: a"});
  revisions[1].labels = {"shop"};
  revisions[1].down.reset();
  revisions[1].irreversible = "data is lost";
  const auto graph = test::graph_of(std::move(revisions));
  const plan::State state = state_of(graph, {make_row("a"), make_row("z: a")});
  const json::Value out = revisions_json({graph, &state}, {1});
  EXPECT_EQ(json::dump(out["revisions"]),
            R"([{"id":"b","message":"message of b","parents":["a"],"depends_on":[],)"
            R"("labels":["shop"],"author":"","created":"","head":true,"up":"versions/b.up.sql",)"
            R"("down":null,"irreversible":"data is lost","state":"pending","current":false}])");
  EXPECT_EQ(out["unknown"].items().at(0)["id"].text(), "z");
  EXPECT_EQ(json::dump(out["version"]), "1");
}

TEST(RevisionList, ListsWhatOnlyTheDatabaseKnows) {
  const auto graph = make_graph({"a"});
  EXPECT_EQ(unknown_text(applied(graph, {"a", "z: a"})),
            "only in the database (no file has them here):\n  z  message of z\n");
  EXPECT_EQ(unknown_text(applied(graph, {"a"})), "");
}

TEST(Branches, ShowsForksWithWhatFollowsThem) {
  const auto graph = make_graph(kFork);
  EXPECT_EQ(branches_text({graph}, Detail::brief),
            "a  message of a (base, branch point)\n"
            "  -> b  message of b\n"
            "  -> c  message of c\n");
  const json::Value out = branches_json({graph});
  ASSERT_EQ(out["branches"].items().size(), 1U);
  EXPECT_EQ(json::dump(out["branches"].items()[0]["children"]), R"(["b","c"])");
}

TEST(Branches, ShowsLabelsWithoutAFork) {
  auto revisions = test::make_revisions({"a", "b: a"});
  revisions[1].labels = {"shop"};
  const auto graph = test::graph_of(std::move(revisions));
  EXPECT_EQ(branches_text({graph}, Detail::brief), "b  message of b (head, label shop)\n");
}

TEST(Branches, NamesTheBranchThatEachChildIsIn) {
  auto revisions = test::make_revisions({"a", "b: a", "c: a", "d: c"});
  revisions[3].labels = {"shop"};
  const auto graph = test::graph_of(std::move(revisions));
  EXPECT_EQ(branches_text({graph}, Detail::brief),
            "d  message of d (head, label shop)\n"
            "a  message of a (base, branch point)\n"
            "  -> b  message of b (head)\n"
            "  -> c  message of c (in shop)\n");
  EXPECT_NE(branches_text({graph}, Detail::full).find("  up:       versions/a.up.sql\n"),
            std::string::npos);
}

TEST(StoredRows, AreListedWithWhoAndWhen) {
  std::vector<revision::AppliedRevision> rows = {make_running("c: b", plan::Direction::up),
                                                 make_row("b: a")};
  rows[1].applied_at = "2025-10-24T17:40:00Z";
  rows[1].applied_by = "ann";
  EXPECT_EQ(rows_text(rows, Detail::brief),
            "c                             half-run  message of c\n"
            "b  2025-10-24T17:40:00Z  ann            message of b (current)\n");
  EXPECT_NE(rows_text(rows, Detail::full).find("b (current)\n  message:  message of b\n"),
            std::string::npos);
  const json::Value out = rows_json(rows, "db:shop");
  EXPECT_EQ(out["target"].text(), "db:shop");
  EXPECT_EQ(json::dump(out["rows"].items().at(1)["current"]), "true");
  EXPECT_EQ(out["rows"].items().at(0)["state"].text(), "running");
}

TEST(Tips, AreRowsThatNoOtherHasAsParent) {
  const std::vector<revision::AppliedRevision> rows = {
      make_row("a"), make_row("b: a"), make_row("z: a"), make_running("c: b", plan::Direction::up)};
  const auto found = [&](Rows which) {
    std::vector<std::string> out;
    for (const auto* row : tips(rows, which)) out.push_back(row->id);
    return out;
  };
  EXPECT_EQ(found(Rows::all), (std::vector<std::string>{"z", "c"}));
  EXPECT_EQ(found(Rows::applied), (std::vector<std::string>{"b", "z"}));
}

TEST(Show, TellsFilesStateAndOtherHeaderLines) {
  auto revisions = test::make_revisions({"a", "b: a"});
  revisions[0].up.header.lines.push_back({"ticket", "CHG-7", 3});
  const auto graph = test::graph_of(std::move(revisions));
  plan::State state = applied(graph, {"a"});
  state.rows[0].applied_at = "2025-10-24T17:40:00Z";
  state.rows[0].applied_by = "ann";
  state.rows[0].run_id = "r1";
  state.rows[0].duration_ms = 12;
  state.rows[0].up_checksum = "s1:11";
  sql::Outline outline;
  outline.statements = 3;
  outline.segments.resize(1);
  const Shown shown{{graph, &state}, 0, &state.rows[0], outline, std::nullopt};
  EXPECT_EQ(show_text(shown),
            "revision:     a\n"
            "message:      message of a\n"
            "parents:      none\n"
            "children:     b\n"
            "up:           versions/a.up.sql (3 statements, 1 segment)\n"
            "down:         versions/a.down.sql\n"
            "ticket:       CHG-7\n"
            "state:        applied 2025-10-24T17:40:00Z by ann in 12 ms (run r1)\n"
            "up checksum:  s1:11\n");
  const json::Value out = show_json(shown);
  EXPECT_EQ(out["revision"]["state"].text(), "applied");
  EXPECT_EQ(json::dump(out["up"]), R"({"file":"versions/a.up.sql","statements":3,"segments":1})");
  EXPECT_EQ(out["header"].items().back()["value"].text(), "CHG-7");
  EXPECT_EQ(out["row"]["up_checksum"].text(), "s1:11");
  EXPECT_TRUE(out["running"].is_null());
}

TEST(Show, KnowsARevisionFromTheDatabaseAlone) {
  const auto graph = make_graph({"a"});
  const plan::State state = state_of(graph, {make_running("z: a", plan::Direction::up)});
  const Shown shown{{graph, &state}, std::nullopt, &state.rows[0], std::nullopt, std::nullopt};
  EXPECT_EQ(show_text(shown),
            "revision:  z\n"
            "message:   message of z\n"
            "parents:   a\n"
            "files:     none here; the database knows this revision\n"
            "state:     half-run (upgrade): 3 statements done\n");
  const json::Value out = show_json(shown);
  EXPECT_TRUE(out["revision"].is_null());
  EXPECT_EQ(json::dump(out["running"]), R"({"direction":"up","statements_done":3,"trying":3})");
}

}  // namespace
}  // namespace migrate::report
