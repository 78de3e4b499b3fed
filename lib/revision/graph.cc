#include "lib/revision/graph.h"

#include <algorithm>
#include <array>
#include <queue>
#include <utility>

#include "lib/base/text.h"
#include "lib/revision/ordering.h"

namespace migrate::revision {
namespace {

std::vector<size_t> where(size_t size, const auto& holds) {
  std::vector<size_t> found;
  for (size_t i = 0; i < size; ++i) {
    if (holds(i)) found.push_back(i);
  }
  return found;
}

void add_unique(std::vector<size_t>& list, size_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

bool is_target_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kWords = {"head",  "heads",   "base",
                                                             "bases", "current", "none"};
  return std::find(kWords.begin(), kWords.end(), to_lower(word)) != kWords.end();
}

RevisionGraph::RevisionGraph(std::vector<Revision> revisions, std::vector<Diagnostic>& diagnostics)
    : revisions_(in_total_order(std::move(revisions), diagnostics)) {
  index_edges();
  add_labels(diagnostics);
}

/// The order has left out what has no place; an edge to such a revision is left out, too.
void RevisionGraph::index_edges() {
  const size_t count = revisions_.size();
  index_.reserve(count);
  for (size_t i = 0; i < count; ++i) index_.emplace(revisions_[i].id, i);
  sorted_ids_.resize(count);
  for (size_t i = 0; i < count; ++i) sorted_ids_[i] = i;
  std::sort(sorted_ids_.begin(), sorted_ids_.end(),
            [&](size_t a, size_t b) { return revisions_[a].id < revisions_[b].id; });
  parents_.resize(count);
  children_.resize(count);
  prerequisites_.resize(count);
  dependents_.resize(count);
  for (size_t i = 0; i < count; ++i) {
    for (const std::string& id : revisions_[i].parents) {
      const std::optional<size_t> parent = find(id);
      if (!parent || *parent == i) continue;
      add_unique(parents_[i], *parent);
      add_unique(prerequisites_[i], *parent);
    }
    for (const std::string& id : revisions_[i].depends_on) {
      const std::optional<size_t> needed = find(id);
      if (needed && *needed != i) add_unique(prerequisites_[i], *needed);
    }
    for (const size_t parent : parents_[i]) children_[parent].push_back(i);
    for (const size_t needed : prerequisites_[i]) dependents_[needed].push_back(i);
  }
}

void RevisionGraph::add_labels(std::vector<Diagnostic>& diagnostics) {
  for (size_t i = 0; i < revisions_.size(); ++i) {
    const Revision& revision = revisions_[i];
    for (const std::string& label : revision.labels) {
      if (is_target_keyword(label)) {
        diagnostics.push_back(header_finding(revision, "branch", "reserved-name",
                                             "'" + label +
                                                 "' can't be a label: it is a word of "
                                                 "the target grammar",
                                             "choose another name"));
      } else if (const std::optional<size_t> same = find(label)) {
        diagnostics.push_back(header_finding(
            revision, "branch", "shadowed-name",
            "the label '" + label + "' is also the id of a revision", "choose another label"));
        diagnostics.back().detail = "revision in " + revisions_[*same].up.source.name();
      } else if (const auto [known, fresh] = labels_.emplace(label, i); !fresh) {
        diagnostics.push_back(header_finding(revision, "branch", "duplicate-label",
                                             "the label '" + label + "' is given twice",
                                             "give it to the first revision of the branch alone"));
        diagnostics.back().detail = "first in " + revisions_[known->second].up.source.name();
      }
    }
  }
}

std::optional<size_t> RevisionGraph::find(std::string_view id) const {
  const auto found = index_.find(std::string(id));
  return found == index_.end() ? std::nullopt : std::optional<size_t>(found->second);
}

std::vector<size_t> RevisionGraph::find_prefix(std::string_view prefix) const {
  if (const std::optional<size_t> whole = find(prefix)) return {*whole};
  const auto begin = std::lower_bound(
      sorted_ids_.begin(), sorted_ids_.end(), prefix,
      [&](size_t index, std::string_view text) { return revisions_[index].id < text; });
  std::vector<size_t> found;
  for (auto it = begin; it != sorted_ids_.end() && revisions_[*it].id.starts_with(prefix); ++it) {
    found.push_back(*it);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<size_t> RevisionGraph::heads() const {
  return where(size(), [&](size_t i) { return children_[i].empty(); });
}

std::vector<size_t> RevisionGraph::bases() const {
  return where(size(), [&](size_t i) { return parents_[i].empty(); });
}

std::vector<size_t> RevisionGraph::branch_points() const {
  return where(size(), [&](size_t i) { return children_[i].size() > 1; });
}

std::vector<size_t> RevisionGraph::merge_points() const {
  return where(size(), [&](size_t i) { return parents_[i].size() > 1; });
}

std::vector<bool> RevisionGraph::reach(const std::vector<size_t>& seeds,
                                       const std::vector<std::vector<size_t>>& edges) const {
  std::vector<bool> reached(size(), false);
  std::vector<size_t> stack = seeds;
  while (!stack.empty()) {
    const size_t node = stack.back();
    stack.pop_back();
    if (reached[node]) continue;
    reached[node] = true;
    stack.insert(stack.end(), edges[node].begin(), edges[node].end());
  }
  return reached;
}

std::vector<bool> RevisionGraph::closure(const std::vector<size_t>& seeds) const {
  return reach(seeds, prerequisites_);
}

std::vector<bool> RevisionGraph::dependents_closure(const std::vector<size_t>& seeds) const {
  return reach(seeds, dependents_);
}

std::vector<std::string> RevisionGraph::labels() const {
  std::vector<std::string> names;
  for (const auto& [label, index] : labels_) names.push_back(label);
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<size_t> RevisionGraph::find_label(std::string_view label) const {
  const auto found = labels_.find(std::string(label));
  return found == labels_.end() ? std::nullopt : std::optional<size_t>(found->second);
}

std::vector<bool> RevisionGraph::lineage(size_t label_index) const {
  std::vector<bool> members = reach({label_index}, children_);
  size_t node = label_index;
  while (parents_[node].size() == 1) {
    node = parents_[node][0];
    if (children_[node].size() > 1) break;
    members[node] = true;
  }
  return members;
}

}  // namespace migrate::revision
