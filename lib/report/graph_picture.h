// The revision graph as `graph` draws it: nodes newest first, with their edges and their state.
// The formats (text, dot, mermaid, html, JSON) are made from this one value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/report/standing.h"

namespace migrate::report {

/// What the database says of a revision.
enum class NodeState {
  not_asked,
  pending,
  half_run,
  applied,
  unknown,  ///< applied, and no file has it
};
/// The word for people: "applied"; empty when not asked.
[[nodiscard]] std::string_view to_string(NodeState state);

struct GraphNode {
  const revision::Revision* revision = nullptr;
  NodeState state = NodeState::not_asked;
  bool head = false;     ///< nothing follows it
  bool current = false;  ///< applied, and nothing applied follows it
  /// Places of its parents and of its depends-on in `nodes`: only those that are drawn.
  std::vector<size_t> parents;
  std::vector<size_t> needs;
};

struct GraphPicture {
  std::string target;  ///< the database, masked; empty when none was asked
  /// Every node after those that stand on it; lines of history are not intermixed.
  std::vector<GraphNode> nodes;
};

/// `view.graph` restricted to `indices`; it must outlive the picture. `files` are the revisions
/// that have files, for telling unknown ones; null when that was not looked at.
[[nodiscard]] GraphPicture graph_picture(const View& view, const std::vector<size_t>& indices,
                                         const revision::RevisionGraph* files);

/// The words beside a node: "current", "head", "label l", "needs id".
[[nodiscard]] std::vector<std::string> node_marks(const GraphNode& node);

/// The shape "graph" of docs/json.md.
[[nodiscard]] json::Value graph_json(const GraphPicture& picture);

}  // namespace migrate::report
