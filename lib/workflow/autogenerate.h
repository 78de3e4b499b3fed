// A revision written from the difference between two schemas, and proved before it is.
#pragma once

#include "lib/workflow/comparison.h"

namespace migrate::workflow {

struct Generated {
  /// The given revision with its bodies and the header lines that these need.
  revision::NewRevision revision;
  Comparison up;
  /// Set when a plan that was made was run there and back in scratch and left no difference.
  bool proved = false;

  [[nodiscard]] bool empty() const { return up.plan.statements.empty(); }
};

/// Fills `revision` (id, message and parents given) with the way from what `graph` makes, up to its
/// heads, to what `trial_after` holds. The scripts are run in `trial_before`, a database at those
/// heads: up must leave no difference to the wanted schema, down none to the first one. Throws
/// Error{failed} with the remaining difference when a script is wrong; and Error{failed} when a
/// change can't be made at all.
[[nodiscard]] Generated generate(const Bench& bench, const revision::RevisionGraph& graph,
                                 Trial& trial_before, Trial& trial_after,
                                 revision::NewRevision revision, Losses losses,
                                 const schema::Style& style = {});

}  // namespace migrate::workflow
