// The run lock around everything that writes.
#pragma once

#include <memory>

#include "lib/db/driver.h"
#include "lib/run/observer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// The table whose name, with its schema, the run lock is derived from.
constexpr const char* kHistoryTable = "migrate_revision";

/// Takes the run lock, polling for the database's lock_wait (a blocking wait would deadlock with
/// CREATE INDEX CONCURRENTLY), makes the history tables where they are missing, and reads the
/// history again. Throws Error{locked} that names the holder, and Error{failed} for a read-only
/// database.
[[nodiscard]] std::unique_ptr<db::Lock> lock_for_writing(Database& database,
                                                         run::Observer& observer);

}  // namespace migrate::workflow
