#include "lib/workflow/backup.h"

#include <set>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/stop_signal.h"
#include "lib/workflow/backup_name.h"

namespace migrate::workflow {
namespace {

constexpr const char* kNothingLeft = "no backup was made; what was written of it is gone";

/// Writes and reads the file; a failure that comes from being stopped is told as that.
void write(const db::Archiver& archiver, const db::ArchiveOrder& order) {
  try {
    archiver.write(order);
    stop_if_asked(order.stop, {kNothingLeft});
    archiver.verify(order);
  } catch (const Error&) {
    stop_if_asked(order.stop, {kNothingLeft});
    throw;
  }
  stop_if_asked(order.stop, {kNothingLeft});
}

/// The backup is there, whatever becomes of the old ones.
void remove_old(const PrivateDirectory& directory, size_t keep, Backup& backup) {
  for (const std::string& name : outdated_backups(directory.names(), backup.name, keep)) {
    const std::string path = directory.path() + "/" + name;
    try {
      remove_file(path);
      backup.removed.push_back(path);
    } catch (const Error& error) {
      backup.stayed.emplace_back(error.what());
    }
  }
}

}  // namespace

BackupPlace::BackupPlace(const BackupOptions& options)
    : options_(options), directory_(options.directory) {
  directory_.demand_writable();
}

Backup BackupPlace::make(const db::Archiver& archiver, const BackupSubject& subject) const {
  const Stopwatch watch;
  using Extent = BackupName::Extent;
  Backup backup;
  backup.program = archiver.program();
  backup.name =
      file_name({subject.database, subject.place, std::chrono::system_clock::now(), subject.from,
                 subject.run_id, options_.tables.empty() ? Extent::whole : Extent::tables,
                 std::string(archiver.suffix())});
  PartialFile file(directory_);
  const db::ArchiveOrder order{subject.connect, options_.tables, file.path(), options_.stop};
  write(archiver, order);
  backup.bytes = file.bytes();
  if (backup.bytes > 0) {
    backup.path = file.finish(backup.name);
    backup.restore_command = archiver.restore_command(order, backup.path);
    if (options_.keep > 0) remove_old(directory_, options_.keep, backup);
  }
  backup.duration = watch.elapsed();
  return backup;
}

std::vector<std::string> stands_at(const std::vector<revision::AppliedRevision>& rows) {
  std::set<std::string> followed;
  for (const revision::AppliedRevision& row : rows) {
    followed.insert(row.parents.begin(), row.parents.end());
  }
  std::vector<std::string> ids;
  for (const revision::AppliedRevision& row : rows) {
    if (!followed.contains(row.id)) ids.push_back(row.id);
  }
  return ids;
}

}  // namespace migrate::workflow
