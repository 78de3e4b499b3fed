// Backups: a copy of the database in a file that is there whole or not at all, read once to its
// end, with the way back; and the old ones removed.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/private_directory.h"
#include "lib/db/backup.h"
#include "lib/revision/revision.h"

namespace migrate::workflow {

/// Which database is backed up, for names and for the archiver.
struct BackupSubject {
  db::ConnectOptions connect;
  std::string database;           ///< its name, or its file's path: db::Facts
  std::string place;              ///< as place_of() of lib/engines.h says
  std::vector<std::string> from;  ///< revisions that it stands at
  std::string run_id;
};

struct BackupOptions {
  std::string directory;
  size_t keep = 0;                  ///< so many of this database's stay; 0: all
  std::vector<std::string> tables;  ///< only these, as the archiver names them; none: everything
  const std::atomic<int>* stop = nullptr;  ///< set to the number of a signal that came
};

/// A backup that was made.
struct Backup {
  std::string path;  ///< empty: a command made it elsewhere
  std::string name;  ///< of the file, or that it would have had
  uint64_t bytes = 0;
  std::string program;  ///< what made it: "pg_dump 15.18"
  Milliseconds duration{0};
  std::string restore_command;       ///< without a password; empty: not known
  std::vector<std::string> removed;  ///< paths of old ones
  std::vector<std::string> stayed;   ///< old ones that could not be removed, each with why
};

/// The place of a backup that can be made: its directory is there and can be written to, what
/// killed runs left in it is gone.
class BackupPlace {
 public:
  /// Throws Error{failed} where the directory can't be used; see PrivateDirectory.
  explicit BackupPlace(const BackupOptions& options);

  /// Makes the backup. Throws Error: interrupted or terminated when a signal came, failed when it
  /// could not be made or read; nothing is left behind then.
  [[nodiscard]] Backup make(const db::Archiver& archiver, const BackupSubject& subject) const;

 private:
  BackupOptions options_;
  PrivateDirectory directory_;
};

/// The revisions of `rows`, a database's history, that no other of them follows: those it stands
/// at.
[[nodiscard]] std::vector<std::string> stands_at(
    const std::vector<revision::AppliedRevision>& rows);

}  // namespace migrate::workflow
