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
/// history again. Within a KeptLock it is that one. Throws Error{locked} that names the holder,
/// Error{interrupted} or Error{terminated} when a signal came meanwhile, and Error{failed} for a
/// read-only database.
[[nodiscard]] std::shared_ptr<db::Lock> lock_for_writing(Database& database,
                                                         run::Observer& observer);

/// The run lock around several acts, which share it instead of taking one each. Nothing is written
/// for it. When the connection is lost, so is the lock: the act that connects again takes it anew,
/// and it is kept from there on.
class KeptLock {
 public:
  /// Reads the history again. Throws as lock_for_writing().
  KeptLock(Database& database, run::Observer& observer);
  ~KeptLock();
  KeptLock(const KeptLock&) = delete;
  KeptLock& operator=(const KeptLock&) = delete;

 private:
  Database& database_;
};

}  // namespace migrate::workflow
