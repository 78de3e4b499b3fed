// Whether a deploy makes a backup before it changes anything, and the backup.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/migrate/commands/backup_step.h"
#include "cmd/migrate/context.h"
#include "lib/plan/plan.h"

namespace migrate::cmd {

inline constexpr OptionSpec kBackupOption = {"--backup", 0, "",
                                             "make a backup first, whatever the policy says"};
inline constexpr OptionSpec kBackupTablesOption = {
    "--backup-tables", 0, "", "back up only the tables that pending scripts take something from"};
inline constexpr OptionSpec kSkipBackupOption = {"--skip-backup", 0, "", "make none"};
inline constexpr OptionSpec kAllowDestructiveOption = {
    "--allow-destructive", 0, "", "with --skip-backup: also where what is pending loses data"};

/// What was decided about the backup of a run.
struct BackupDecision {
  std::unique_ptr<BackupStep> step;  ///< null: no backup is made
  std::string why;                   ///< in words: "the policy is \"never\""
};

/// What a deploy stands before, and does besides what `plan` says.
enum class Besides {
  nothing,
  additions,     ///< something is added to the schema
  bare_database  ///< nothing is there that could be lost
};

/// Decides by the options above and the configuration's policy, and makes sure that the backup can
/// be made: throws as BackupStep where it can't, and Error{usage} for --skip-backup where something
/// pending loses data and --allow-destructive is not given. Nothing to be changed or lost: none.
/// Precondition: the context has a database.
[[nodiscard]] BackupDecision decide_backup(Context& context, const plan::Plan& plan,
                                           Besides besides);

}  // namespace migrate::cmd
