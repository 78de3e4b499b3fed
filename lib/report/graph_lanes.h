// Where the nodes of a drawing stand, and how the lanes run from each down to its parents.
//
// Nodes come newest first, one per row. A lane is an edge, or several that end in the same node,
// on its way down. Row i has its lanes in columns 0, 1, …; one of them is the node's own. Below the
// row the lanes are rearranged by moves, one after the other, until each parent has one lane:
//
//   *      row 0, column 0                     parents 1 and 2
//   |\     fan_out: a lane for the second parent
//   | *    row 1, column 1                     parent 3
//   * |    row 2, column 0                     parent 3
//   |/     join: both lanes go to row 3
//   *      row 3, column 0
#pragma once

#include <cstddef>
#include <vector>

namespace migrate::report {

struct LaneMove {
  enum class Kind {
    fork_left,   ///< an edge leaves the node's lane `from` for lane `to` on the left
    fork_right,  ///< an edge leaves the node's lane `from` for lane `to`, its right neighbour
    fan_out,     ///< a new lane right beside the node's lane `from`; those behind it give way
    join,        ///< lane `from` ends in lane `to` on the left; those behind `from` close up
    close,       ///< the node's lane `from` ends; those behind it close up
  };
  Kind kind = Kind::join;
  size_t from = 0;
  size_t to = 0;
  friend bool operator==(const LaneMove&, const LaneMove&) = default;
};

/// A piece of a lane: from column `from` of its row to column `to` of the next one.
struct LaneLink {
  size_t from = 0;
  size_t to = 0;
  friend bool operator==(const LaneLink&, const LaneLink&) = default;
};

struct LaneRow {
  size_t column = 0;  ///< of the node
  size_t width = 0;   ///< lanes in this row, the node's included
  std::vector<LaneMove> moves;
  std::vector<LaneLink> links;  ///< what all moves come to
};

/// One row per node. `parents[i]` are the nodes that node i has edges to: each after i, none twice.
[[nodiscard]] std::vector<LaneRow> lay_out(const std::vector<std::vector<size_t>>& parents);

}  // namespace migrate::report
