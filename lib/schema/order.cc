#include "lib/schema/order.h"

#include <algorithm>
#include <set>

namespace migrate::schema {

namespace {

/// The groups and what waits for what among them, for one try.
class Sorter {
 public:
  Sorter(const std::vector<Act>& acts, const std::vector<Edge>& edges)
      : acts_(acts), followers_(acts.size()), waits_for_(acts.size(), 0) {
    for (const Edge& edge : edges) {
      const size_t before = acts[edge.before].group;
      const size_t after = acts[edge.after].group;
      if (before == after) continue;
      followers_[before].push_back(after);
      ++waits_for_[after];
    }
  }

  /// Kahn's algorithm; of all that are ready, the one with the least key.
  std::vector<size_t> sorted() {
    const auto less = [this](size_t a, size_t b) { return acts_[a].key < acts_[b].key; };
    std::set<size_t, decltype(less)> ready(less);
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (acts_[index].group == index && waits_for_[index] == 0) ready.insert(index);
    }
    std::vector<size_t> result;
    while (!ready.empty()) {
      const size_t next = *ready.begin();
      ready.erase(ready.begin());
      result.push_back(next);
      for (const size_t follower : followers_[next]) {
        if (--waits_for_[follower] == 0) ready.insert(follower);
      }
    }
    return result;
  }

  /// After sorted(): the groups that it could not place and on which others of them wait.
  std::vector<char> core() const {
    std::vector<char> inside(acts_.size(), 0);
    std::vector<std::vector<size_t>> predecessors(acts_.size());
    std::vector<size_t> followed_by(acts_.size(), 0);
    for (size_t index = 0; index < acts_.size(); ++index) inside[index] = waits_for_[index] > 0;
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (!inside[index]) continue;
      for (const size_t follower : followers_[index]) {
        predecessors[follower].push_back(index);
        ++followed_by[index];
      }
    }
    std::vector<size_t> leaves;
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (inside[index] && followed_by[index] == 0) leaves.push_back(index);
    }
    while (!leaves.empty()) {
      const size_t leaf = leaves.back();
      leaves.pop_back();
      inside[leaf] = 0;
      for (const size_t predecessor : predecessors[leaf]) {
        if (--followed_by[predecessor] == 0) leaves.push_back(predecessor);
      }
    }
    return inside;
  }

 private:
  const std::vector<Act>& acts_;
  std::vector<std::vector<size_t>> followers_;
  std::vector<size_t> waits_for_;
};

/// Takes the preferences among the groups of a cycle away. Returns whether there were any.
bool drop_preferences(const std::vector<Act>& acts, std::vector<Edge>& edges,
                      const std::vector<char>& core) {
  return std::erase_if(edges, [&](const Edge& edge) {
           const size_t before = acts[edge.before].group;
           const size_t after = acts[edge.after].group;
           return edge.strength == Edge::Strength::prefers && before != after && core[before] &&
                  core[after];
         }) > 0;
}

/// Lets the acts that tie groups of a cycle to each other stand alone: a part that is made waits
/// for another group, one that is dropped is waited for. Returns whether there were any.
bool leave_groups(std::vector<Act>& acts, const std::vector<Edge>& edges,
                  const std::vector<char>& core) {
  std::vector<size_t> leaving;
  for (const Edge& edge : edges) {
    const size_t before = acts[edge.before].group;
    const size_t after = acts[edge.after].group;
    if (before == after || !core[before] || !core[after]) continue;
    if (edge.after != after && acts[edge.after].kind == Act::Kind::create) {
      leaving.push_back(edge.after);
    }
    if (edge.before != before && acts[edge.before].kind == Act::Kind::drop) {
      leaving.push_back(edge.before);
    }
  }
  for (const size_t index : leaving) acts[index].group = index;
  return !leaving.empty();
}

}  // namespace

Order order(std::vector<Act>& acts, std::vector<Edge> edges) {
  for (;;) {
    Sorter sorter(acts, edges);
    Order result;
    result.leaders = sorter.sorted();
    const auto core = sorter.core();
    if (std::find(core.begin(), core.end(), char{1}) == core.end()) return result;
    if (drop_preferences(acts, edges, core) || leave_groups(acts, edges, core)) continue;
    for (size_t index = 0; index < acts.size(); ++index) {
      if (core[index]) result.stuck.push_back(index);
    }
    return result;
  }
}

}  // namespace migrate::schema
