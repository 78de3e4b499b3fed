// What the configuration says about backups.
#pragma once

#include <cstddef>
#include <string>

namespace migrate::cmd {

class Layers;

/// When a deployment makes a backup before it changes anything.
enum class BackupPolicy {
  always,       ///< whenever something is pending
  destructive,  ///< when something pending loses data
  never,
};

struct BackupSettings {
  BackupPolicy policy = BackupPolicy::always;
  std::string directory = "backups";  ///< as shown in messages
  size_t keep = 0;                    ///< so many of a database stay; 0: all
  std::string command;   ///< makes it instead of the engine's own program; may be empty
  bool mounted = false;  ///< the directory has to lie on a mount: without one, a container loses it
};

/// `prefix`: what relative paths of the file begin with; `by_default`: where nobody says when.
/// Throws Error{usage} with the place of a value that means nothing.
[[nodiscard]] BackupSettings backup_settings(const Layers& layers, const std::string& prefix,
                                             BackupPolicy by_default);

}  // namespace migrate::cmd
