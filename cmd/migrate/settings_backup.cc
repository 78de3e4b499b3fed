#include "cmd/migrate/settings_backup.h"

#include <charconv>
#include <filesystem>

#include "cmd/migrate/settings_layers.h"

namespace migrate::cmd {
namespace {

constexpr Names kBackup{"", "MIGRATE_BACKUP", "backup"};
constexpr Names kBackupDir{"--dir", "MIGRATE_BACKUP_DIR", "backup_dir"};
constexpr Names kBackupKeep{"--keep", "MIGRATE_BACKUP_KEEP", "backup_keep"};
constexpr Names kBackupMount{"", "MIGRATE_BACKUP_MOUNT", "backup_mount"};
constexpr Names kBackupCommand{"", "MIGRATE_BACKUP_COMMAND", "backup_command"};

BackupPolicy policy(const Layers& layers, BackupPolicy by_default) {
  const auto found = layers.find(kBackup);
  if (!found) return by_default;
  if (found->text() == "always") return BackupPolicy::always;
  if (found->text() == "destructive") return BackupPolicy::destructive;
  if (found->text() == "never") return BackupPolicy::never;
  throw found->wrong("'" + found->text() + "' says no time for a backup",
                     "write \"always\", \"destructive\" or \"never\"");
}

std::string directory(const Layers& layers, const std::string& prefix) {
  const auto found = layers.find(kBackupDir);
  if (found && !found->from_file) return found->text();
  const std::string path = found ? found->text() : "backups";
  return (std::filesystem::path(prefix) / path).lexically_normal().string();
}

size_t keep(const Layers& layers) {
  const auto found = layers.find(kBackupKeep);
  if (!found) return 0;
  const std::string& text = found->text();
  size_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number == 0) {
    throw found->wrong("'" + text + "' is no number of backups that could stay",
                       "write 1 or more, or leave it out: then all stay");
  }
  return number;
}

}  // namespace

BackupSettings backup_settings(const Layers& layers, const std::string& prefix,
                               BackupPolicy by_default) {
  return {policy(layers, by_default), directory(layers, prefix), keep(layers),
          layers.text(kBackupCommand), is_on(layers, kBackupMount)};
}

}  // namespace migrate::cmd
