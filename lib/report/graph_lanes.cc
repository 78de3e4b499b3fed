#include "lib/report/graph_lanes.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace migrate::report {
namespace {

using Kind = LaneMove::Kind;
using Nodes = std::vector<size_t>;

class Layout {
 public:
  /// For `count` nodes.
  explicit Layout(size_t count) : columns_(count) {}

  /// The row of `node`, and the moves below it. Call for every node in order.
  LaneRow row(size_t node, Nodes parents) {
    row_ = {};
    row_.column = column_of(node);
    row_.width = lanes_.size();
    const Nodes above = lanes_;
    const Nodes edges = parents;
    if (parents.empty()) {
      close(node + 1);
    } else {
      fork_left(parents);
      fork_right(parents);
      fan_out(parents);
      join_doubles(edges);
    }
    link(above, edges);
    return std::move(row_);
  }

 private:
  size_t column_of(size_t node) {
    const auto found = std::find(lanes_.begin(), lanes_.end(), node);
    if (found == lanes_.end()) {
      lanes_.push_back(node);
      return lanes_.size() - 1;
    }
    return static_cast<size_t>(found - lanes_.begin());
  }

  std::optional<size_t> lane_to(size_t node) const {
    const auto found = std::find(lanes_.begin(), lanes_.end(), node);
    if (found == lanes_.end()) return std::nullopt;
    return static_cast<size_t>(found - lanes_.begin());
  }

  void move(Kind kind, size_t from, size_t to) { row_.moves.push_back({kind, from, to}); }

  // The last lane needs no move to end, unless the next node begins a new lane in its column.
  void close(size_t next) {
    const bool last = row_.column + 1 == lanes_.size();
    const bool taken = next < columns_.size() && !lane_to(next);
    if (!last || taken) move(Kind::close, row_.column, row_.column);
    erase_lane(row_.column);
  }

  // One parent of a merge that has a lane on the left is reached straight from the node. Only one:
  // a second edge would seem to leave the lane below the node.
  void fork_left(Nodes& parents) {
    if (parents.size() < 2) return;
    for (size_t i = 0; i < parents.size(); ++i) {
      const std::optional<size_t> lane = lane_to(parents[i]);
      if (!lane || *lane > row_.column) continue;
      move(Kind::fork_left, row_.column, *lane);
      parents.erase(parents.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  void fork_right(Nodes& parents) {
    const size_t neighbour = row_.column + 1;
    if (parents.size() < 2 || neighbour >= lanes_.size()) return;
    const auto found = std::find(parents.begin(), parents.end(), lanes_[neighbour]);
    if (found == parents.end()) return;
    move(Kind::fork_right, row_.column, neighbour);
    parents.erase(found);
  }

  // The first parent takes over the node's lane, the others get new ones in their order: so the
  // last one comes first, and each later one pushes it to the right.
  void fan_out(const Nodes& parents) {
    lanes_[row_.column] = parents.front();
    for (size_t i = parents.size() - 1; i > 0; --i) {
      move(Kind::fan_out, row_.column, row_.column + 1);
      lanes_.insert(lane(row_.column + 1), parents[i]);
    }
  }

  // Lanes that go to the same node become the leftmost of them. From left to right, so that no lane
  // moves that another one has just ended in. Only lanes to `parents` can be doubled.
  void join_doubles(const Nodes& parents) {
    for (size_t i = 1; i < lanes_.size();) {
      const bool parent = std::find(parents.begin(), parents.end(), lanes_[i]) != parents.end();
      const size_t first = parent ? *lane_to(lanes_[i]) : i;
      if (first == i) {
        ++i;
        continue;
      }
      move(Kind::join, i, first);
      erase_lane(i);
    }
  }

  void link(const Nodes& above, const Nodes& parents) {
    for (size_t i = 0; i < lanes_.size(); ++i) columns_[lanes_[i]] = i;
    for (size_t i = 0; i < above.size(); ++i) {
      if (i != row_.column) row_.links.push_back({i, columns_[above[i]]});
    }
    for (const size_t parent : parents) row_.links.push_back({row_.column, columns_[parent]});
  }

  Nodes::iterator lane(size_t column) {
    return lanes_.begin() + static_cast<std::ptrdiff_t>(column);
  }
  void erase_lane(size_t column) { lanes_.erase(lane(column)); }

  Nodes lanes_;                  // the node that each lane goes to, no two the same between rows
  std::vector<size_t> columns_;  // of the nodes that have a lane
  LaneRow row_;
};

}  // namespace

std::vector<LaneRow> lay_out(const std::vector<std::vector<size_t>>& parents) {
  Layout layout(parents.size());
  std::vector<LaneRow> rows;
  rows.reserve(parents.size());
  for (size_t node = 0; node < parents.size(); ++node) {
    assert(std::all_of(parents[node].begin(), parents[node].end(),
                       [node](size_t parent) { return parent > node; }));
    rows.push_back(layout.row(node, parents[node]));
  }
  return rows;
}

}  // namespace migrate::report
