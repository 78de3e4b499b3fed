// Rebuilds the rows of the history from its event log, for when rows were lost or mangled. No
// script runs, and nothing else of the database is looked at.
#pragma once

#include <string>
#include <vector>

#include "lib/revision/graph.h"
#include "lib/run/observer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// What becomes of a row that is not right.
struct RowChange {
  enum class Kind { added, changed, removed };
  std::string id;
  Kind kind = Kind::added;
  std::string why;
  friend bool operator==(const RowChange&, const RowChange&) = default;
};

struct RebuildPlan {
  std::vector<RowChange> changes;  ///< in the order of application, removed ones last
  size_t unchanged = 0;
  /// Half-run rows, which stay as they are: the log does not tell how far a script is.
  std::vector<std::string> half_run;
  /// Not applied, and the last that the log tells of them is a failure: part of one may have
  /// stayed.
  std::vector<std::string> failed;
  std::vector<history::RebuiltRow> rows;  ///< all that the history will have but half-run ones
};

/// Which rows the log says there are, against those there are. When and by whom comes from the log;
/// edges, checksums and texts stay as a row has them, and come from the files for a row that is
/// missing or without a checksum. Throws Error{check} when the log is empty, or a row is missing
/// whose revision has no file.
[[nodiscard]] RebuildPlan plan_rebuild(Database& database, const revision::RevisionGraph& graph,
                                       size_t stored_script_bytes);

/// Makes `expected` so: under the run lock, in one transaction, an event for each change. Throws
/// Error{check} when the plan is another one by now.
void rebuild_history(Database& database, const revision::RevisionGraph& graph,
                     size_t stored_script_bytes, const RebuildPlan& expected,
                     run::Observer& observer);

/// "added", "changed", "removed".
[[nodiscard]] const char* to_string(RowChange::Kind kind);

}  // namespace migrate::workflow
