// Seed files: rows for development, loaded once and again when they change.
//
// What ran is in the event log, an event `seed` for each file with its checksum at the beginning of
// the note; the last one of a file counts.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/run/observer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

struct SeedFile {
  std::string name;   ///< below the directory, as it is recorded: "local/10_users.sql"
  SourceText source;  ///< with its includes in place
  std::string checksum;
};

/// The files `*.sql` of `directory`, then those of its directory `environment` (empty: none), each
/// in the order of their names; for the driver's engine, as schema files are. Throws Error{failed}
/// for what can't be read.
[[nodiscard]] std::vector<SeedFile> read_seed_files(const std::string& directory,
                                                    const std::string& environment,
                                                    const db::Driver& driver,
                                                    const std::vector<std::string>& engines);

struct Seeded {
  std::vector<std::string> loaded;     ///< names of files that never ran before
  std::vector<std::string> again;      ///< of those that were changed since
  std::vector<std::string> unchanged;  ///< of those that were left alone
};

/// Runs what is new or changed, under the run lock: each file and its record in one transaction.
/// Throws Error: failed with the place of a statement that fails, or that can't run in a
/// transaction; the files before it stay loaded. `stop`: set to the
/// number of a signal that came; nothing more begins then.
Seeded seed(Database& database, const std::vector<SeedFile>& files, run::Observer& observer,
            const std::atomic<int>* stop);

}  // namespace migrate::workflow
