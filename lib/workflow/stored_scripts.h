// The texts of applied scripts that the history lacks: those of scripts that psql or sqlite3 ran.
#pragma once

#include <cstddef>

#include "lib/revision/graph.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// Puts the missing texts into the history, from files that are still as they were applied; up
/// scripts over `limit` bytes stay out. The caller holds the run lock.
void keep_missing_scripts(Database& database, const revision::RevisionGraph& graph, size_t limit);

}  // namespace migrate::workflow
