// A revision written from the difference between two schemas, and proved before it is.
#pragma once

#include "lib/workflow/renames.h"

namespace migrate::workflow {

/// Where a generated pair begins: a scratch database at the heads of a graph.
struct Start {
  Trial trial;
  revision::RevisionGraph graph;
};

/// What the revisions make, all of them.
[[nodiscard]] Start start_at_heads(const Bench& bench, const revision::RevisionGraph& graph);
/// A schema that was read somewhere, made again by one revision.
[[nodiscard]] Start start_like(const Bench& bench, const schema::Catalog& catalog);

struct Generated {
  /// The given revision with its bodies and the header lines that these need.
  revision::NewRevision revision;
  Comparison up;
  /// Set when a plan that was made was run there and back in scratch and left no difference.
  bool proved = false;

  [[nodiscard]] bool empty() const { return up.plan.statements.empty(); }
};

/// Fills `revision` (id, message and parents given) with the way from `start` to the schema
/// `wanted`, by way of `renames`. The scripts are run in the start's database: up must leave no
/// difference to the wanted schema, down none to the first one. Throws Error{failed} with the
/// remaining difference when a script is wrong; and Error{failed} when a change can't be made at
/// all.
[[nodiscard]] Generated generate(const Bench& bench, Start& start, const schema::Catalog& wanted,
                                 revision::NewRevision revision, const RenameRequests& renames,
                                 Losses losses, const schema::Style& style = {});

}  // namespace migrate::workflow
