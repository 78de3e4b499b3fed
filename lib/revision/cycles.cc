#include "lib/revision/cycles.h"

#include <algorithm>
#include <limits>

namespace migrate::revision {
namespace {

constexpr size_t kNone = std::numeric_limits<size_t>::max();

/// Tarjan's strongly connected components, with the recursion as a stack of our own: a chain of
/// 100,000 revisions must not need 100,000 frames.
class Components {
 public:
  explicit Components(const std::vector<std::vector<size_t>>& edges)
      : edges_(edges),
        order_(edges.size(), kNone),
        low_(edges.size(), kNone),
        component_(edges.size(), kNone) {
    for (size_t node = 0; node < edges.size(); ++node) {
      if (order_[node] == kNone) visit(node);
    }
  }

  [[nodiscard]] const std::vector<std::vector<size_t>>& members() const { return members_; }
  [[nodiscard]] size_t of(size_t node) const { return component_[node]; }

 private:
  struct Frame {
    size_t node;
    size_t next_edge;
  };

  void open(size_t node) {
    order_[node] = low_[node] = count_++;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void visit(size_t root) {
    open(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const size_t node = frame.node;
      if (frame.next_edge < edges_[node].size()) {
        const size_t target = edges_[node][frame.next_edge++];
        if (order_[target] == kNone) {
          open(target);
        } else if (component_[target] == kNone) {
          low_[node] = std::min(low_[node], order_[target]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) {
        const size_t above = frames_.back().node;
        low_[above] = std::min(low_[above], low_[node]);
      }
      if (low_[node] == order_[node]) close(node);
    }
  }

  void close(size_t root) {
    std::vector<size_t> members;
    size_t node = kNone;
    do {
      node = open_.back();
      open_.pop_back();
      component_[node] = members_.size();
      members.push_back(node);
    } while (node != root);
    members_.push_back(std::move(members));
  }

  const std::vector<std::vector<size_t>>& edges_;
  std::vector<size_t> order_, low_, component_;
  std::vector<size_t> open_;
  std::vector<Frame> frames_;
  std::vector<std::vector<size_t>> members_;
  size_t count_ = 0;
};

/// The shortest way from `start` back to itself inside its component, breadth first.
std::vector<size_t> cycle_through(size_t start, const std::vector<std::vector<size_t>>& edges,
                                  const Components& components, std::vector<size_t>& came_from) {
  std::vector<size_t> queue = {start};
  for (size_t at = 0; at < queue.size(); ++at) {
    const size_t node = queue[at];
    for (const size_t target : edges[node]) {
      if (target == node || components.of(target) != components.of(start)) continue;
      if (target == start) {
        std::vector<size_t> path;
        for (size_t step = node; step != start; step = came_from[step]) path.push_back(step);
        path.push_back(start);
        return {path.rbegin(), path.rend()};
      }
      if (came_from[target] != kNone) continue;
      came_from[target] = node;
      queue.push_back(target);
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<size_t>> find_cycles(const std::vector<std::vector<size_t>>& edges) {
  const Components components(edges);
  std::vector<size_t> came_from(edges.size(), kNone);
  std::vector<std::vector<size_t>> cycles;
  for (const std::vector<size_t>& members : components.members()) {
    if (members.size() < 2) continue;
    const size_t start = *std::min_element(members.begin(), members.end());
    cycles.push_back(cycle_through(start, edges, components, came_from));
  }
  std::sort(cycles.begin(), cycles.end());
  return cycles;
}

}  // namespace migrate::revision
