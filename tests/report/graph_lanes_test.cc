#include "lib/report/graph_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "lib/report/graph_text.h"
#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

using Kind = LaneMove::Kind;
using Edge = std::pair<std::string, std::string>;

TEST(GraphLanes, KeepOneColumnForALine) {
  const std::vector<LaneRow> rows = lay_out({{1}, {2}, {}});
  ASSERT_EQ(rows.size(), 3U);
  for (const LaneRow& row : rows) {
    EXPECT_EQ(row.column, 0U);
    EXPECT_EQ(row.width, 1U);
    EXPECT_TRUE(row.moves.empty());
  }
  EXPECT_EQ(rows[0].links, (std::vector<LaneLink>{{0, 0}}));
  EXPECT_TRUE(rows[2].links.empty());
}

TEST(GraphLanes, FanOutAtAMergeAndJoinAtTheFork) {
  const std::vector<LaneRow> rows = lay_out({{2, 1}, {3}, {3}, {}});
  EXPECT_EQ(rows[0].moves, (std::vector<LaneMove>{{Kind::fan_out, 0, 1}}));
  EXPECT_EQ(rows[0].links, (std::vector<LaneLink>{{0, 0}, {0, 1}}));
  EXPECT_EQ(rows[1].column, 1U);
  EXPECT_EQ(rows[2].moves, (std::vector<LaneMove>{{Kind::join, 1, 0}}));
  EXPECT_EQ(rows[2].links, (std::vector<LaneLink>{{1, 0}, {0, 0}}));
  EXPECT_EQ(rows[3].width, 1U);
}

TEST(GraphLanes, CloseUpBehindABase) {
  const std::vector<LaneRow> rows = lay_out({{2}, {3}, {}, {}});
  EXPECT_EQ(rows[1].column, 1U);
  EXPECT_EQ(rows[2].moves, (std::vector<LaneMove>{{Kind::close, 0, 0}}));
  EXPECT_EQ(rows[2].links, (std::vector<LaneLink>{{1, 0}}));
}

// Reads a drawing as a person does: down along the strokes, from every node to the next ones.
class Reader {
 public:
  explicit Reader(const std::vector<GraphLine>& lines) {
    std::string above;
    for (const GraphLine& line : lines) {
      read(above, line);
      above = line.lanes;
      if (line.node != nullptr) names_.insert(line.node->revision->id);
    }
    if (above != "*") loose_ends_ += "the last line is more than a base: " + above + "\n";
  }
  std::set<Edge> edges_;
  std::set<std::string> names_;
  std::string loose_ends_;

 private:
  using Ends = std::set<std::string>;  // the nodes above, whose edges a stroke carries on

  static char at(const std::string& line, size_t place) {
    return place < line.size() ? line[place] : ' ';
  }
  static bool leftwards(char c) { return c == '/' || c == '_'; }

  void read(const std::string& above, const GraphLine& line) {
    std::map<size_t, Ends> now;
    const std::string& lanes = line.lanes;
    // Along the runs of '_' the stroke goes from right to left.
    for (size_t place = lanes.size(); place-- > 0;) {
      const char c = lanes[place];
      if (c == ' ') continue;
      const Ends from = c == '_' ? now[place + 2] : source(above, lanes, place, c);
      if (from.empty() && c != '*') {
        loose_ends_ += "a stroke begins nowhere: " + lanes + "\n";
      }
      now[place] = from;
      if (c != '*') continue;
      for (const std::string& end : from) edges_.insert({end, line.node->revision->id});
      now[place] = {line.node->revision->id};
    }
    check_carried_on(above, lanes);
    // What goes on in '_' does not go down from there, but from its leftmost one.
    for (auto& [place, from] : now) {
      if (leftwards(at(lanes, place)) && place >= 2 && at(lanes, place - 2) == '_') from.clear();
    }
    arriving_ = std::move(now);
  }

  // What comes down to `place`, where `lanes` has `c`.
  Ends source(const std::string& above, const std::string& lanes, size_t place, char c) const {
    Ends from;
    const auto take = [&](size_t other) {
      const auto found = arriving_.find(other);
      if (found != arriving_.end()) from.insert(found->second.begin(), found->second.end());
    };
    if (c == '/') {
      if (leftwards(at(above, place + 2))) {
        take(place + 2);
      } else {
        take(place + 1);
        if (at(above, place) == '\\') take(place);
      }
      return from;
    }
    if (c == '\\') {
      if (place >= 2 && at(above, place - 2) == '\\') take(place - 2);
      take(place - 1);
      return from;
    }
    if (at(above, place) == '|' || at(above, place) == '*') take(place);
    if (at(above, place + 1) == '/' &&
        !(place > 0 && leftwards(at(lanes, place - 1)) && crosses(lanes, place))) {
      take(place + 1);
    }
    if (at(above, place + 1) == '_' && !(place > 0 && at(lanes, place - 1) == '/')) {
      take(place + 1);
    }
    if (place > 0 && at(above, place - 1) == '\\') take(place - 1);
    return from;
  }

  // A stroke to the left of `place` that comes from its right, across it.
  static bool crosses(const std::string& lanes, size_t place) {
    return at(lanes, place - 1) == '/';
  }

  // Every stroke of the line above must have gone somewhere.
  void check_carried_on(const std::string& above, const std::string& lanes) {
    for (size_t place = 0; place < above.size(); ++place) {
      bool goes_on = true;
      const auto left = [&](size_t distance) {
        return place >= distance ? at(lanes, place - distance) : ' ';
      };
      if (above[place] == '|') {
        goes_on = at(lanes, place) != ' ' || left(1) == '/' || at(lanes, place + 1) == '\\';
      } else if (above[place] == '/') {
        goes_on = left(1) == '|' || left(1) == '*' || left(2) == '/' || left(2) == '_';
      } else if (above[place] == '\\') {
        goes_on =
            at(lanes, place + 1) != ' ' || at(lanes, place + 2) == '\\' || at(lanes, place) == '/';
      }
      if (!goes_on) loose_ends_ += "a stroke ends nowhere: " + above + "\n";
    }
  }

  std::map<size_t, Ends> arriving_;
};

std::set<Edge> edges_of(const revision::RevisionGraph& graph) {
  std::set<Edge> out;
  for (size_t i = 0; i < graph.size(); ++i) {
    for (const size_t parent : graph.parents(i)) out.insert({graph.at(i).id, graph.at(parent).id});
  }
  return out;
}

std::vector<size_t> all_of(const revision::RevisionGraph& graph) {
  std::vector<size_t> out(graph.size());
  for (size_t i = 0; i < out.size(); ++i) out[i] = i;
  return out;
}

std::string drawing_of(const std::vector<GraphLine>& lines) {
  std::string out;
  for (const GraphLine& line : lines) out += to_text(line) + "\n";
  return out;
}

/// `count` revisions, each on up to `most` of the `reach` before it.
std::vector<std::string> random_revisions(std::mt19937& random, size_t count, size_t most,
                                          size_t reach) {
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    std::set<size_t> parents;
    for (size_t wanted = random() % (most + 1); wanted > 0 && i > 0; --wanted) {
      parents.insert(i - 1 - random() % std::min(reach, i));
    }
    std::string text = "r" + std::to_string(i) + ":";
    for (const size_t parent : parents) text += " r" + std::to_string(parent);
    out.push_back(text);
  }
  return out;
}

TEST(GraphLanes, DrawEveryEdgeAndNoOther) {
  std::mt19937 random(20251024);
  for (int round = 0; round < 1500; ++round) {
    const size_t count = 1 + random() % 24;
    const auto graph =
        test::make_graph(random_revisions(random, count, 1 + random() % 4, 1 + random() % 12));
    const GraphPicture picture = graph_picture({graph}, all_of(graph), nullptr);
    const std::vector<GraphLine> lines = graph_lines(picture);
    const Reader read(lines);
    ASSERT_EQ(read.loose_ends_, "") << drawing_of(lines);
    ASSERT_EQ(read.edges_, edges_of(graph)) << drawing_of(lines);
    ASSERT_EQ(read.names_.size(), graph.size());
  }
}

TEST(GraphLanes, LinkEveryRowToTheNext) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto graph = test::make_graph(random_revisions(random, 20, 3, 8));
    const GraphPicture picture = graph_picture({graph}, all_of(graph), nullptr);
    std::vector<std::vector<size_t>> parents;
    for (const GraphNode& node : picture.nodes) parents.push_back(node.parents);
    const std::vector<LaneRow> rows = lay_out(parents);
    std::set<std::pair<size_t, size_t>> found;
    std::map<size_t, std::set<size_t>> carried;  // by column: the nodes whose edges run there
    for (size_t row = 0; row < rows.size(); ++row) {
      for (const size_t from : carried[rows[row].column]) found.insert({from, row});
      carried[rows[row].column] = {row};
      std::map<size_t, std::set<size_t>> below;
      for (const LaneLink& link : rows[row].links) {
        ASSERT_LT(link.from, rows[row].width);
        below[link.to].insert(carried[link.from].begin(), carried[link.from].end());
      }
      carried = std::move(below);
    }
    std::set<std::pair<size_t, size_t>> wanted;
    for (size_t i = 0; i < parents.size(); ++i) {
      for (const size_t parent : parents[i]) wanted.insert({i, parent});
    }
    ASSERT_EQ(found, wanted);
  }
}

// Quadratic work would take minutes.
TEST(GraphLanes, HundredThousandRevisionsAreNoTrouble) {
  constexpr size_t kCount = 100'000;
  std::vector<std::vector<size_t>> parents(kCount);  // a merge of two short lines, again and again
  for (size_t i = 0; i + 1 < kCount; ++i) {
    parents[i] = {i + 1};
    if (i % 10 == 0 && i + 3 < kCount) parents[i] = {i + 2, i + 1};
    if (i % 10 == 1 && i + 3 < kCount) parents[i] = {i + 2};
  }
  const std::vector<LaneRow> rows = lay_out(parents);
  ASSERT_EQ(rows.size(), kCount);
  size_t widest = 0;
  for (const LaneRow& row : rows) widest = std::max(widest, row.width);
  EXPECT_EQ(widest, 2U);
}

}  // namespace
}  // namespace migrate::report
