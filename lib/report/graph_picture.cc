#include "lib/report/graph_picture.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace migrate::report {
namespace {

using revision::RevisionGraph;

constexpr size_t kNotDrawn = std::numeric_limits<size_t>::max();

/// `indices` so that each comes after all that stand on it, and one line of history is followed to
/// its end before the next begins: Kahn's algorithm with a stack, as `git log --graph` orders
/// commits. The newest head comes first, and of a merge the line of its last parent.
std::vector<size_t> drawing_order(const RevisionGraph& graph, const std::vector<size_t>& indices) {
  std::vector<size_t> above(graph.size(), kNotDrawn);  // dependents that still have to come
  for (const size_t index : indices) above[index] = 0;
  for (const size_t index : indices) {
    for (const size_t below : graph.prerequisites(index)) {
      if (above[below] != kNotDrawn) ++above[below];
    }
  }
  std::vector<size_t> ready;
  for (const size_t index : indices) {
    if (above[index] == 0) ready.push_back(index);
  }
  std::sort(ready.begin(), ready.end());
  std::vector<size_t> order;
  order.reserve(indices.size());
  const auto release = [&](size_t below) {
    if (above[below] != kNotDrawn && --above[below] == 0) ready.push_back(below);
  };
  while (!ready.empty()) {
    const size_t index = ready.back();
    ready.pop_back();
    order.push_back(index);
    // Prerequisites are parents, then depends-on: the other way round, parents come out first.
    const std::vector<size_t>& parents = graph.parents(index);
    const std::vector<size_t>& all = graph.prerequisites(index);
    for (size_t i = parents.size(); i < all.size(); ++i) release(all[i]);
    for (const size_t parent : parents) release(parent);
  }
  return order;
}

std::unordered_set<std::string> current_ids(const plan::State& state) {
  std::unordered_set<std::string> ids;
  for (const auto* row : tips(state.rows, Rows::applied)) ids.insert(row->id);
  return ids;
}

NodeState state_of(const View& view, size_t index, const RevisionGraph* files) {
  if (view.state == nullptr) return NodeState::not_asked;
  const std::string& id = view.graph.at(index).id;
  const revision::AppliedRevision* row = view.state->row(id);
  if (row == nullptr) return NodeState::pending;
  if (row->state == revision::AppliedRevision::State::running) return NodeState::half_run;
  return files != nullptr && !files->find(id) ? NodeState::unknown : NodeState::applied;
}

/// The state's name in JSON, as in the other shapes.
json::Value state_code(NodeState state) {
  if (state == NodeState::not_asked) return {};
  return state == NodeState::half_run ? "running" : to_string(state);
}

json::Value node_json(const GraphNode& node) {
  const revision::Revision& revision = *node.revision;
  return json::Object{
      {"id", revision.id},           {"message", revision.message},
      {"parents", revision.parents}, {"depends_on", revision.depends_on},
      {"labels", revision.labels},   {"author", revision.author},
      {"created", revision.created}, {"head", node.head},
      {"current", node.current},     {"state", state_code(node.state)},
  };
}

void add_edges(json::Array& edges, const GraphPicture& picture, const GraphNode& node,
               const std::vector<size_t>& ends, const char* kind) {
  for (const size_t end : ends) {
    edges.push_back(json::Object{
        {"from", node.revision->id}, {"to", picture.nodes[end].revision->id}, {"kind", kind}});
  }
}

}  // namespace

std::string_view to_string(NodeState state) {
  switch (state) {
    case NodeState::not_asked:
      return "";
    case NodeState::pending:
      return "pending";
    case NodeState::half_run:
      return "half-run";
    case NodeState::applied:
      return "applied";
    case NodeState::unknown:
      break;
  }
  return "unknown";
}

GraphPicture graph_picture(const View& view, const std::vector<size_t>& indices,
                           const RevisionGraph* files) {
  const std::vector<size_t> order = drawing_order(view.graph, indices);
  std::vector<size_t> places(view.graph.size(), kNotDrawn);
  for (size_t place = 0; place < order.size(); ++place) places[order[place]] = place;
  const auto drawn = [&](const std::vector<size_t>& ends, size_t first) {
    std::vector<size_t> out;
    for (size_t i = first; i < ends.size(); ++i) {
      if (places[ends[i]] != kNotDrawn) out.push_back(places[ends[i]]);
    }
    return out;
  };
  const auto current =
      view.state == nullptr ? std::unordered_set<std::string>{} : current_ids(*view.state);
  GraphPicture picture;
  picture.nodes.reserve(order.size());
  for (const size_t index : order) {
    const revision::Revision& revision = view.graph.at(index);
    picture.nodes.push_back(
        {.revision = &revision,
         .state = state_of(view, index, files),
         .head = view.graph.children(index).empty(),
         .current = current.contains(revision.id),
         .parents = drawn(view.graph.parents(index), 0),
         .needs = drawn(view.graph.prerequisites(index), view.graph.parents(index).size())});
  }
  return picture;
}

std::vector<std::string> node_marks(const GraphNode& node) {
  std::vector<std::string> out;
  if (node.current) out.emplace_back("current");
  if (node.head) out.emplace_back("head");
  for (const std::string& label : node.revision->labels) out.push_back("label " + label);
  for (const std::string& id : node.revision->depends_on) out.push_back("needs " + id);
  return out;
}

json::Value graph_json(const GraphPicture& picture) {
  json::Array nodes;
  json::Array edges;
  nodes.reserve(picture.nodes.size());
  for (const GraphNode& node : picture.nodes) {
    nodes.push_back(node_json(node));
    add_edges(edges, picture, node, node.parents, "parent");
    add_edges(edges, picture, node, node.needs, "depends_on");
  }
  json::Value out = shape();
  out.set("target", picture.target.empty() ? json::Value() : json::Value(picture.target));
  out.set("nodes", std::move(nodes));
  out.set("edges", std::move(edges));
  return out;
}

}  // namespace migrate::report
