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

  /// After sorted(): for each group the number of the cycle that it is in, 0 for those in none.
  /// Groups have the same number where each waits for the other (Tarjan's components).
  std::vector<size_t> cycles() const {
    std::vector<size_t> result(acts_.size(), 0);
    std::vector<Visit> visits(acts_.size());
    std::vector<size_t> open;
    size_t entered = 0;
    size_t found = 0;
    for (size_t root = 0; root < acts_.size(); ++root) {
      if (waits_for_[root] == 0 || visits[root].entered != 0) continue;
      std::vector<size_t> path = {root};
      while (!path.empty()) {
        const size_t group = path.back();
        Visit& visit = visits[group];
        if (visit.entered == 0) {
          visit.entered = visit.lowest = ++entered;
          visit.open = true;
          open.push_back(group);
        }
        if (visit.next < followers_[group].size()) {
          const size_t follower = followers_[group][visit.next++];
          if (visits[follower].entered == 0) path.push_back(follower);
          if (visits[follower].open) {
            visit.lowest = std::min(visit.lowest, visits[follower].entered);
          }
          continue;
        }
        path.pop_back();
        if (!path.empty()) {
          visits[path.back()].lowest = std::min(visits[path.back()].lowest, visit.lowest);
        }
        if (visit.lowest != visit.entered) continue;
        const bool alone = open.back() == group;
        if (!alone) ++found;
        for (bool last = false; !last; open.pop_back()) {
          last = open.back() == group;
          visits[open.back()].open = false;
          if (!alone) result[open.back()] = found;
        }
      }
    }
    return result;
  }

 private:
  /// Where the search for cycles stands at a group.
  struct Visit {
    size_t entered = 0;  ///< when; 0: not yet
    size_t lowest = 0;   ///< the earliest one that it leads to
    size_t next = 0;     ///< the follower to look at
    bool open = false;   ///< its cycle isn't complete
  };

  const std::vector<Act>& acts_;
  std::vector<std::vector<size_t>> followers_;
  std::vector<size_t> waits_for_;
};

/// Whether the edge is between two groups of one cycle.
bool closes_cycle(const std::vector<Act>& acts, const Edge& edge,
                  const std::vector<size_t>& cycles) {
  const size_t before = acts[edge.before].group;
  const size_t after = acts[edge.after].group;
  return before != after && cycles[before] != 0 && cycles[before] == cycles[after];
}

/// Takes the preferences among the groups of a cycle away. Returns whether there were any.
bool drop_preferences(const std::vector<Act>& acts, std::vector<Edge>& edges,
                      const std::vector<size_t>& cycles) {
  return std::erase_if(edges, [&](const Edge& edge) {
           return edge.strength == Edge::Strength::prefers && closes_cycle(acts, edge, cycles);
         }) > 0;
}

/// Lets the acts that tie groups of a cycle to each other stand alone: a part that is made waits
/// for another group, one that is dropped is waited for. Returns whether there were any.
bool leave_groups(std::vector<Act>& acts, const std::vector<Edge>& edges,
                  const std::vector<size_t>& cycles) {
  std::vector<size_t> leaving;
  for (const Edge& edge : edges) {
    if (!closes_cycle(acts, edge, cycles)) continue;
    const size_t before = acts[edge.before].group;
    const size_t after = acts[edge.after].group;
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
    const auto cycles = sorter.cycles();
    const auto in_cycle = [](size_t cycle) { return cycle != 0; };
    if (std::none_of(cycles.begin(), cycles.end(), in_cycle)) return result;
    if (drop_preferences(acts, edges, cycles) || leave_groups(acts, edges, cycles)) continue;
    for (size_t index = 0; index < acts.size(); ++index) {
      if (in_cycle(cycles[index])) result.stuck.push_back(index);
    }
    return result;
  }
}

}  // namespace migrate::schema
