// A backup that was made.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/workflow/backup.h"

namespace migrate::report {

/// The file and what it is, how to restore it, and which old ones are gone; a line for each.
[[nodiscard]] std::string backup_text(const workflow::Backup& backup,
                                      const workflow::BackupSubject& subject);
/// The part "backup" of docs/json.md.
[[nodiscard]] json::Value backup_json(const workflow::Backup& backup,
                                      const workflow::BackupSubject& subject);

}  // namespace migrate::report
