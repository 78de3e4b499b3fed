// The revisions as a directed acyclic graph. Pure: no files, no database.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/revision.h"

namespace migrate::revision {

/// Owns the revisions in the total order: topological over parents and depends-on, ties by
/// (created, id). Index i of every method is a place in that order. All methods are linear in what
/// they visit.
class RevisionGraph {
 public:
  RevisionGraph() = default;
  /// Builds the graph; on findings (duplicate id, unknown parent, self-loop, cycle as a path,
  /// label that is an id or a keyword, label given twice …) they are appended to `diagnostics`
  /// and the graph holds what could be placed.
  RevisionGraph(std::vector<Revision> revisions, std::vector<Diagnostic>& diagnostics);

  [[nodiscard]] size_t size() const { return revisions_.size(); }
  [[nodiscard]] const Revision& at(size_t index) const { return revisions_[index]; }
  [[nodiscard]] const std::vector<Revision>& revisions() const { return revisions_; }

  [[nodiscard]] std::optional<size_t> find(std::string_view id) const;
  /// Ids that begin with `prefix`, as indices in order. A whole id matches itself alone.
  [[nodiscard]] std::vector<size_t> find_prefix(std::string_view prefix) const;

  [[nodiscard]] const std::vector<size_t>& parents(size_t index) const { return parents_[index]; }
  [[nodiscard]] const std::vector<size_t>& children(size_t index) const { return children_[index]; }
  /// Parents and depends-on; and the reverse.
  [[nodiscard]] const std::vector<size_t>& prerequisites(size_t index) const {
    return prerequisites_[index];
  }
  [[nodiscard]] const std::vector<size_t>& dependents(size_t index) const {
    return dependents_[index];
  }

  /// Revisions that no other has as a parent; revisions without parents. In order.
  [[nodiscard]] std::vector<size_t> heads() const;
  [[nodiscard]] std::vector<size_t> bases() const;
  /// Revisions with more than one child; with more than one parent.
  [[nodiscard]] std::vector<size_t> branch_points() const;
  [[nodiscard]] std::vector<size_t> merge_points() const;

  /// `seeds` and all their ancestors over both kinds of edge, as a mask over the order.
  [[nodiscard]] std::vector<bool> closure(const std::vector<size_t>& seeds) const;
  /// `seeds` and everything that stands on them over both kinds of edge.
  [[nodiscard]] std::vector<bool> dependents_closure(const std::vector<size_t>& seeds) const;

  [[nodiscard]] std::vector<std::string> labels() const;
  /// The revision that carries `label`, if any.
  [[nodiscard]] std::optional<size_t> find_label(std::string_view label) const;
  /// The lineage of a label, given the revision that carries it: that revision, its descendants
  /// over parents, and its ancestors down to the point where other branches leave or join (that
  /// point left out), as in Alembic. Mask over the order.
  [[nodiscard]] std::vector<bool> lineage(size_t label_index) const;

 private:
  void add_labels(std::vector<Diagnostic>& diagnostics);
  void index_edges();
  [[nodiscard]] std::vector<bool> reach(const std::vector<size_t>& seeds,
                                        const std::vector<std::vector<size_t>>& edges) const;

  std::vector<Revision> revisions_;
  std::unordered_map<std::string, size_t> index_;
  std::vector<size_t> sorted_ids_;  ///< by id, for prefixes
  std::unordered_map<std::string, size_t> labels_;
  std::vector<std::vector<size_t>> parents_, children_, prerequisites_, dependents_;
};

/// Words of the target grammar, which no revision and no label may be called.
[[nodiscard]] bool is_target_keyword(std::string_view word);

}  // namespace migrate::revision
