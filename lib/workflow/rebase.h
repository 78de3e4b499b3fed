// Rewrites `parents:` in the files of revisions that move, for every engine that they have files
// for. No database is asked: its history follows at the next upgrade.
#pragma once

#include <string>
#include <vector>

#include "lib/revision/rewrite.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

struct Moved {
  std::string id;
  std::vector<std::string> from;  ///< parents before
  std::vector<std::string> to;    ///< parents after
};
struct Rebase {
  std::vector<Moved> moved;                ///< in the order of the graph; empty: all are there
  std::vector<revision::ValueEdit> edits;  ///< one a file, sorted by path
  std::vector<std::string> heads;          ///< ids, once the edits are made
};

/// What moving `revisions` (indices) onto `onto` takes. `engines`: all that there may be files for;
/// `engine` is the one of `project`. Nothing is written; every edit is tried on the file's text in
/// memory: same checksum, and a graph without new findings on any engine. Throws as
/// revision::check_rebase, and Error{invalid} with what the graph would have wrong.
[[nodiscard]] Rebase plan_rebase(const Project& project, const std::string& engine,
                                 const std::vector<std::string>& engines,
                                 const std::vector<size_t>& revisions, size_t onto);

/// Makes all edits, each file atomically, or none: when one fails, those made before it are taken
/// back, and the Error{failed} says so.
void write_edits(const std::vector<revision::ValueEdit>& edits);

}  // namespace migrate::workflow
