// The graph of the files together with the database's rows that have no file, so that a way down
// can be planned by an older checkout.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/plan/state.h"
#include "lib/revision/graph.h"
#include "lib/revision/target.h"

namespace migrate::plan {

class WholeGraph {
 public:
  /// `graph` must outlive this: it is used as it is when every row has its file. A row without one
  /// takes part with the edges, and the `created:`, that the history keeps of it.
  WholeGraph(const revision::RevisionGraph& graph, const State& state);
  WholeGraph(const WholeGraph&) = delete;
  WholeGraph& operator=(const WholeGraph&) = delete;

  [[nodiscard]] const revision::RevisionGraph& graph() const { return *graph_; }
  /// Over the order of graph(): the revision has a row, applied or half-run.
  [[nodiscard]] const std::vector<bool>& present() const { return present_; }

  /// `seeds` and everything present that stands on them.
  [[nodiscard]] std::vector<bool> with_dependents(const std::vector<size_t>& seeds) const;
  /// Everything present above `target`, which stays itself: what a downgrade to it removes. Throws
  /// Error{usage} when the target is unknown, ambiguous or not applied. Not for a bare `-N`.
  [[nodiscard]] std::vector<bool> above(const revision::Target& target) const;
  /// The present revisions of a label's lineage (all of them without a label).
  [[nodiscard]] std::vector<size_t> present_in(const std::string& label) const;

 private:
  [[nodiscard]] std::vector<bool> above_base(const revision::Target& target) const;

  std::optional<revision::RevisionGraph> extended_;
  const revision::RevisionGraph* graph_;
  std::vector<bool> present_;
};

}  // namespace migrate::plan
