// What a change does to the revisions of a project: its graph against an earlier one.
#pragma once

#include <cstddef>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/graph.h"
#include "lib/sql/dialect.h"

namespace migrate::plan {

struct Change {
  std::vector<size_t> added;  ///< indices of the graph as it is now, in order
  /// Earlier revisions that databases may have, and which are now something else: gone, in another
  /// place of the graph, or with another up script. A finding each, in the earlier order.
  std::vector<Diagnostic> edited;
};

/// Compares by ids; file names don't count, and neither do down scripts: what a way back does is
/// nobody's state yet. Throws Error{invalid} for a file that a script includes and that is missing.
[[nodiscard]] Change change_between(const revision::RevisionGraph& before,
                                    const revision::RevisionGraph& now,
                                    const sql::Dialect& dialect);

}  // namespace migrate::plan
