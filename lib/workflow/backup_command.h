// Backups made by a command of the configuration instead of the engine's own program: a snapshot of
// a volume, a backup tool with its own store.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/db/backup.h"

namespace migrate::workflow {

/// Runs `command` in `directory` with the shell; exit code 0 says that the backup is made. It is
/// told by MIGRATE_BACKUP_… variables, never in the command's text: FILE (that it may write into,
/// empty and private; one that stays empty says that the backup is elsewhere) and TABLES (one a
/// line). `environment`: its variables besides, where the caller puts the other ones.
[[nodiscard]] std::unique_ptr<db::Archiver> make_command_archiver(
    const std::string& command, const std::string& directory,
    const std::map<std::string, std::string>& environment);

}  // namespace migrate::workflow
