#include "lib/revision/ordering.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "lib/base/text.h"
#include "lib/revision/cycles.h"
#include "lib/revision/graph.h"

namespace migrate::revision {
namespace {

/// For so many unknown ids the nearest known one is looked for, a linear search each.
constexpr size_t kMaxSuggestions = 20;

class Ordering {
 public:
  Ordering(std::vector<Revision> revisions, std::vector<Diagnostic>& diagnostics)
      : diagnostics_(diagnostics) {
    keep_unique(std::move(revisions));
    link();
  }

  std::vector<Revision> run();

 private:
  void keep_unique(std::vector<Revision> revisions);
  void link();
  void link(size_t from, const std::string& id, std::string_view key);
  void report_unknown(const Revision& revision, const std::string& id, std::string_view key);
  void report_cycles(const std::vector<size_t>& missing);

  std::vector<Diagnostic>& diagnostics_;
  std::vector<Revision> revisions_;
  std::unordered_map<std::string, size_t> index_;
  std::vector<std::vector<size_t>> dependents_;
  std::vector<std::vector<size_t>> prerequisites_;
  size_t suggestions_ = 0;
};

void Ordering::keep_unique(std::vector<Revision> revisions) {
  revisions_.reserve(revisions.size());
  index_.reserve(revisions.size());
  for (Revision& revision : revisions) {
    if (is_target_keyword(revision.id)) {
      diagnostics_.push_back(
          header_finding(revision, "revision", "reserved-name",
                         "'" + revision.id + "' can't be an id: it is a word of the target grammar",
                         "choose another id"));
    }
    const auto [known, fresh] = index_.emplace(revision.id, revisions_.size());
    if (!fresh) {
      diagnostics_.push_back(
          header_finding(revision, "revision", "duplicate-id",
                         "the id '" + revision.id + "' is given to two revisions",
                         "give one of them another id, and its children the new parent"));
      diagnostics_.back().detail = "the other is in " + revisions_[known->second].up.source.name();
      continue;
    }
    revisions_.push_back(std::move(revision));
  }
}

void Ordering::link() {
  dependents_.resize(revisions_.size());
  prerequisites_.resize(revisions_.size());
  for (size_t i = 0; i < revisions_.size(); ++i) {
    for (const std::string& id : revisions_[i].parents) link(i, id, "parents");
    for (const std::string& id : revisions_[i].depends_on) link(i, id, "depends-on");
  }
}

void Ordering::link(size_t from, const std::string& id, std::string_view key) {
  const auto found = index_.find(id);
  if (found == index_.end()) {
    report_unknown(revisions_[from], id, key);
    return;
  }
  if (found->second == from) {
    diagnostics_.push_back(header_finding(revisions_[from], key, "self-loop",
                                          "the revision '" + id + "' stands on itself",
                                          "name the revision that comes before it, or `none`"));
    return;
  }
  dependents_[found->second].push_back(from);
  prerequisites_[from].push_back(found->second);
}

void Ordering::report_unknown(const Revision& revision, const std::string& id,
                              std::string_view key) {
  std::string hint = "every id that is named here needs its file";
  if (suggestions_ < kMaxSuggestions) {
    ++suggestions_;
    std::vector<std::string> ids, longer;
    for (const Revision& other : revisions_) {
      if (other.id == revision.id) continue;
      ids.push_back(other.id);
      if (other.id.starts_with(id)) longer.push_back(other.id);
    }
    const std::optional<std::string> meant = nearest(id, ids);
    if (longer.size() == 1) {
      hint = "did you mean '" + longer[0] + "'? Whole ids are written here";
    } else if (meant) {
      hint = "did you mean '" + *meant + "'?";
    }
  }
  const std::string what = key == "parents" ? "unknown parent '" : "unknown revision '";
  diagnostics_.push_back(
      header_finding(revision, key, "unknown-parent", what + id + "'", std::move(hint)));
}

/// Kahn's algorithm; among the revisions that are ready the first by (created, id) goes next.
std::vector<Revision> Ordering::run() {
  const size_t count = revisions_.size();
  std::vector<size_t> by_rank(count);
  std::iota(by_rank.begin(), by_rank.end(), size_t{0});
  std::sort(by_rank.begin(), by_rank.end(), [&](size_t a, size_t b) {
    return std::tie(revisions_[a].created, revisions_[a].id) <
           std::tie(revisions_[b].created, revisions_[b].id);
  });
  std::vector<size_t> rank(count);
  for (size_t r = 0; r < count; ++r) rank[by_rank[r]] = r;

  std::vector<size_t> waiting(count);
  std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
  for (size_t i = 0; i < count; ++i) {
    waiting[i] = prerequisites_[i].size();
    if (waiting[i] == 0) ready.push(rank[i]);
  }
  std::vector<Revision> ordered;
  ordered.reserve(count);
  std::vector<bool> placed(count, false);
  while (!ready.empty()) {
    const size_t node = by_rank[ready.top()];
    ready.pop();
    placed[node] = true;
    for (const size_t next : dependents_[node]) {
      if (--waiting[next] == 0) ready.push(rank[next]);
    }
    ordered.push_back(std::move(revisions_[node]));
  }
  if (ordered.size() < count) {
    std::vector<size_t> missing;
    for (size_t i = 0; i < count; ++i) {
      if (!placed[by_rank[i]]) missing.push_back(by_rank[i]);
    }
    report_cycles(missing);
  }
  return ordered;
}

/// `missing`, in the order of their ranks, are those on a cycle and those that stand on one.
void Ordering::report_cycles(const std::vector<size_t>& missing) {
  std::unordered_map<size_t, size_t> place;
  for (size_t i = 0; i < missing.size(); ++i) place.emplace(missing[i], i);
  std::vector<std::vector<size_t>> edges(missing.size());
  for (size_t i = 0; i < missing.size(); ++i) {
    for (const size_t next : dependents_[missing[i]]) edges[i].push_back(place.at(next));
  }
  for (const std::vector<size_t>& cycle : find_cycles(edges)) {
    std::string path;
    for (const size_t node : cycle) path += revisions_[missing[node]].id + " → ";
    const Revision& first = revisions_[missing[cycle[0]]];
    diagnostics_.push_back(header_finding(
        first, "parents", "cycle", "revisions stand on each other: " + path + first.id,
        "take one of these steps out of `parents:` or `depends-on:`"));
  }
}

}  // namespace

std::vector<Revision> in_total_order(std::vector<Revision> revisions,
                                     std::vector<Diagnostic>& diagnostics) {
  return Ordering(std::move(revisions), diagnostics).run();
}

Diagnostic header_finding(const Revision& revision, std::string_view key, std::string code,
                          std::string message, std::string hint) {
  Diagnostic found;
  found.code = std::move(code);
  found.message = std::move(message);
  found.hint = std::move(hint);
  const Header& header = revision.up.header;
  const int64_t line = header.line_of(key);
  found.location = {revision.up.source.name(), {line, line == 0 ? 0 : 1}};
  if (const std::string* value = header.find(key)) {
    found.excerpt = "-- " + std::string(key) + ": " + *value;
  }
  return found;
}

}  // namespace migrate::revision
