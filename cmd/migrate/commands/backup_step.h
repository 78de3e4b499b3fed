// A backup of the command's database, as `backup` makes it and a deployment before it changes
// anything.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/migrate/context.h"
#include "lib/workflow/backup.h"

namespace migrate::cmd {

class BackupStep {
 public:
  /// Finds everything that a backup needs, and changes nothing in the database: throws Error where
  /// the engine's program is missing or too old, or the directory can't be used. `tables`: only
  /// these, none for all. Precondition: the context has a connection.
  BackupStep(Context& context, std::vector<std::string> tables);

  /// Makes it of the database as the history was read last; see workflow::BackupPlace::make().
  [[nodiscard]] workflow::Backup make() const;
  /// What made it, and from where: for reports.
  [[nodiscard]] const workflow::BackupSubject& subject() const { return subject_; }

 private:
  workflow::BackupSubject subject_;
  std::unique_ptr<db::Archiver> archiver_;
  workflow::BackupPlace place_;
};

/// Tells the user what the backup left undone: old ones that could not be removed.
void tell_leftovers(Context& context, const workflow::Backup& backup);

}  // namespace migrate::cmd
