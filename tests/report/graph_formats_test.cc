#include <gtest/gtest.h>

#include "lib/report/graph_diagram.h"
#include "lib/report/graph_html.h"
#include "lib/report/graph_text.h"
#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

/// a and b applied, c half-run, d pending; z only in the database. d needs z.
class GraphFormats : public testing::Test {
 protected:
  static revision::RevisionGraph make_files() {
    auto revisions = test::make_revisions({"a", "b: a", "c: b", "d: b"});
    revisions[1].message = "say \"<hi> & bye\" \\ `ü`";
    revisions[3].labels = {"shop"};
    return test::graph_of(std::move(revisions));
  }
  static revision::RevisionGraph make_whole() {
    auto revisions = make_files().revisions();
    revisions.push_back(test::make_revision("z: a"));
    revisions[3].depends_on = {"z"};
    return test::graph_of(std::move(revisions));
  }

  GraphPicture picture() {
    state_ =
        test::state_of(whole_, {test::make_row("a"), test::make_row("b: a"), test::make_row("z: a"),
                                test::make_running("c: b", plan::Direction::up)});
    GraphPicture out = graph_picture({whole_, &state_}, all(), &files_);
    out.target = "db:<shop>";
    return out;
  }
  std::vector<size_t> all() const {
    std::vector<size_t> out(whole_.size());
    for (size_t i = 0; i < out.size(); ++i) out[i] = i;
    return out;
  }
  static std::string text(const GraphPicture& picture) {
    std::string out;
    for (const GraphLine& line : graph_lines(picture)) out += to_text(line) + "\n";
    return out;
  }

  const revision::RevisionGraph files_ = make_files();
  const revision::RevisionGraph whole_ = make_whole();
  plan::State state_;
};

TEST_F(GraphFormats, TextShowsStatesMarksAndNeeds) {
  EXPECT_EQ(text(picture()),
            "* d pending (head, label shop, needs z) message of d\n"
            "| * z unknown (current, head) message of z\n"
            "| | * c half-run (head) message of c\n"
            "| |/\n"
            "|/|\n"
            "* | b applied (current) say \"<hi> & bye\" \\ `ü`\n"
            "|/\n"
            "* a applied message of a\n");
}

TEST_F(GraphFormats, TextShowsNoStateWhenNobodyWasAsked) {
  EXPECT_EQ(text(graph_picture({files_}, {0, 1}, nullptr)),
            "* b say \"<hi> & bye\" \\ `ü`\n"
            "* a message of a\n");
}

TEST_F(GraphFormats, TextKeepsControlCharactersFromTheTerminal) {
  auto revisions = test::make_revisions({"a"});
  revisions[0].message = "x\033[31m\tred\xC2\x9By";
  const auto graph = test::graph_of(std::move(revisions));
  EXPECT_EQ(text(graph_picture({graph}, {0}, nullptr)), "* a (head) x [31m red y\n");
}

TEST_F(GraphFormats, ACutTakesTheMessageAndNothingElse) {
  const GraphPicture whole = picture();
  auto lines = graph_lines(whole);
  cut(lines[0], 50);
  EXPECT_EQ(to_text(lines[0]), "* d pending (head, label shop, needs z) message o…");
  cut(lines[0], 3);
  EXPECT_EQ(to_text(lines[0]), "* d pending (head, label shop, needs z) message…");
  GraphLine between = lines[3];
  cut(between, 1);
  EXPECT_EQ(to_text(between), "| |/");
}

TEST_F(GraphFormats, ACutCountsColumnsNotBytes) {
  auto revisions = test::make_revisions({"a"});
  revisions[0].message = "日本語日本語日本語";
  const auto graph = test::graph_of(std::move(revisions));
  const GraphPicture one = graph_picture({graph}, {0}, nullptr);
  auto lines = graph_lines(one);
  cut(lines[0], 21);
  EXPECT_EQ(to_text(lines[0]), "* a (head) 日本語日…");
}

TEST_F(GraphFormats, DotEscapesLabelsAndDashesNeeds) {
  const std::string dot = graph_dot(picture());
  EXPECT_NE(dot.find(R"(label="b\nsay \"<hi> & bye\" \\ `ü`\napplied, current")"),
            std::string::npos)
      << dot;
  EXPECT_NE(dot.find("fillcolor=\"#d2f4d9\""), std::string::npos);
  EXPECT_NE(dot.find(", penwidth=3"), std::string::npos);
  EXPECT_NE(dot.find("  n4 -> n3;\n"), std::string::npos);
  EXPECT_NE(dot.find("  n1 -> n0 [style=dashed];\n"), std::string::npos);
}

TEST_F(GraphFormats, MermaidEscapesWhatItsGrammarObeys) {
  const std::string text = graph_mermaid(picture());
  EXPECT_EQ(text.substr(0, 13), "flowchart BT\n");
  EXPECT_NE(
      text.find("say #34;#60;hi#62; #38; bye#34; #92; #96;ü#96;<br/>applied, current\"]:::applied"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find(":::half_run\n"), std::string::npos);
  EXPECT_NE(text.find("classDef half_run "), std::string::npos);
  EXPECT_NE(text.find("  n4 --> n3\n"), std::string::npos);
  EXPECT_NE(text.find("  n1 -.-> n0\n"), std::string::npos);
}

TEST_F(GraphFormats, HtmlNeedsNothingElseAndEscapesEverything) {
  const std::string html = graph_html(picture());
  for (const char* foreign : {"http", "src=", "@import", "url("}) {
    EXPECT_EQ(html.find(foreign), std::string::npos) << foreign;
  }
  EXPECT_NE(html.find(">say &quot;&lt;hi&gt; &amp; bye&quot; \\ `ü`</td>"), std::string::npos);
  EXPECT_NE(html.find("db:&lt;shop&gt;: 5 revisions, 2 applied, 1 pending, 1 half-run, 1 unknown"),
            std::string::npos);
  EXPECT_NE(html.find("<span class=\"state half-run\">half-run</span>"), std::string::npos);
  EXPECT_NE(html.find("<a href=\"#r-z\"><code>z</code></a>"), std::string::npos);
  EXPECT_NE(html.find("class=\"needs\""), std::string::npos);
  EXPECT_NE(html.find("prefers-color-scheme: dark"), std::string::npos);
}

TEST_F(GraphFormats, HtmlLeavesTheStateOutWhenNobodyWasAsked) {
  const std::string html = graph_html(graph_picture({files_}, {0, 1}, nullptr));
  EXPECT_EQ(html.find("class=\"state"), std::string::npos);
  EXPECT_EQ(html.find(">State<"), std::string::npos);
}

TEST_F(GraphFormats, JsonKeepsTheDocumentedShape) {
  const json::Value out = graph_json(graph_picture({files_}, {0, 1}, nullptr));
  EXPECT_EQ(json::dump(out["nodes"].items().at(1)),
            R"({"id":"a","message":"message of a","parents":[],"depends_on":[],"labels":[],)"
            R"("author":"","created":"","head":false,"current":false,"state":null})");
  EXPECT_EQ(json::dump(out["edges"]), R"([{"from":"b","to":"a","kind":"parent"}])");
  EXPECT_TRUE(out["target"].is_null());
  const json::Value asked = graph_json(picture());
  EXPECT_EQ(asked["nodes"].items().at(2)["state"].text(), "running");
  EXPECT_EQ(json::dump(asked["edges"].items().at(1)),
            R"({"from":"d","to":"z","kind":"depends_on"})");
}

}  // namespace
}  // namespace migrate::report
