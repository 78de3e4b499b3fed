#include "lib/revision/rebase.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::revision {
namespace {

/// `index` and what it stands on over `parents:` alone: depends-on moves with its revision.
std::vector<bool> below(const RevisionGraph& graph, size_t index) {
  std::vector<bool> found(graph.size(), false);
  std::vector<size_t> stack = {index};
  while (!stack.empty()) {
    const size_t node = stack.back();
    stack.pop_back();
    if (found[node]) continue;
    found[node] = true;
    stack.insert(stack.end(), graph.parents(node).begin(), graph.parents(node).end());
  }
  return found;
}

bool needs(const RevisionGraph& graph, size_t dependent, size_t index) {
  return graph.closure({dependent})[index];
}

std::string command(const RevisionGraph& graph, size_t moved, size_t onto) {
  return "`migrate rebase " + graph.at(moved).id + " --onto " + graph.at(onto).id + "`";
}

Error torn(const RevisionGraph& graph, size_t moved, size_t onto, size_t parent) {
  const std::optional<size_t> root = line_root(graph, moved, onto);
  return {ErrorCode::usage,
          graph.at(moved).id + " stands on " + graph.at(parent).id + ", which is not below " +
              graph.at(onto).id + ": the line would be torn",
          root ? command(graph, *root, onto) + " moves the line from its root"
               : "move the lines below it first, or join them with `migrate merge`"};
}

/// A line that can be put onto a head.
struct Move {
  size_t root = 0;
  size_t onto = 0;
};

/// Of two heads the later line moves, unless it alone is applied already.
std::optional<Move> move_of(const RevisionGraph& graph, size_t first, size_t second,
                            const std::vector<bool>& applied) {
  const std::optional<size_t> later = line_root(graph, second, first);
  const std::optional<size_t> earlier = line_root(graph, first, second);
  const bool swap = earlier && (!later || (applied[*later] && !applied[*earlier]));
  if (swap) return Move{*earlier, second};
  if (later) return Move{*later, first};
  return std::nullopt;
}

}  // namespace

void check_rebase(const RevisionGraph& graph, size_t moved, size_t onto) {
  const Revision& revision = graph.at(moved);
  const std::string& base = graph.at(onto).id;
  if (moved == onto) {
    throw Error(ErrorCode::usage, base + " can't stand on itself", "name two revisions");
  }
  if (needs(graph, onto, moved)) {
    throw Error(ErrorCode::usage, base + " stands on " + revision.id + " already",
                "`migrate graph` shows which stands on which");
  }
  if (graph.parents(moved).size() > 1) {
    throw Error(
        ErrorCode::usage,
        revision.id + " is a merge of " + join(revision.parents, " and ") + ": it can't be moved",
        "move the lines that it joins, or remove its files and put one line behind the "
        "other");
  }
  const std::vector<bool> under_base = below(graph, onto);
  const bool taken_out = below(graph, moved)[onto];  // of its own line, down to an ancestor
  for (const size_t parent : graph.parents(moved)) {
    if (!under_base[parent] && !taken_out) throw torn(graph, moved, onto, parent);
  }
}

std::optional<size_t> line_root(const RevisionGraph& graph, size_t head, size_t onto) {
  const std::vector<bool> line = below(graph, head);
  const std::vector<bool> base = below(graph, onto);
  std::optional<size_t> root;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!line[i] || base[i]) continue;
    const std::vector<size_t>& parents = graph.parents(i);
    if (std::any_of(parents.begin(), parents.end(), [&](size_t parent) { return !base[parent]; })) {
      continue;
    }
    if (root) return std::nullopt;
    root = i;
  }
  const bool moves = root && graph.parents(*root).size() < 2 && !needs(graph, onto, *root);
  return moves ? root : std::nullopt;
}

std::vector<std::string> ways_to_join(const RevisionGraph& graph, const std::vector<size_t>& heads,
                                      const std::vector<bool>& applied) {
  std::vector<std::string> names;
  for (const size_t head : heads) names.push_back(graph.at(head).id);
  std::vector<std::string> ways = {"`migrate merge " + join(names, " ") +
                                   "`  joins them in a new revision"};
  if (const std::optional<Move> move = move_of(graph, heads.at(0), heads.at(1), applied)) {
    ways.push_back(command(graph, move->root, move->onto) + "  puts one line behind the other: " +
                   graph.at(move->root).id + " then follows " + graph.at(move->onto).id);
  }
  return ways;
}

}  // namespace migrate::revision
