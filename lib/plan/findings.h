// Everything that is odd about the files and the history together, for `doctor`.
#pragma once

#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/plan/state.h"
#include "lib/revision/graph.h"
#include "lib/sql/dialect.h"

namespace migrate::plan {

/// Unknown and half-run revisions, holes, changed files, re-parented rows, several heads, revisions
/// without a way back; each with what to do. Reads every applied file. Throws Error{invalid} for a
/// script that can't be read whole (a missing include).
[[nodiscard]] std::vector<Diagnostic> findings(const revision::RevisionGraph& graph,
                                               const State& state, const sql::Dialect& dialect);

/// How many revisions wait: neither applied nor half-run.
[[nodiscard]] size_t waiting(const revision::RevisionGraph& graph, const State& state);

}  // namespace migrate::plan
