#include "cmd/migrate/commands/backup_step.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/mount.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/workflow/backup_command.h"

namespace migrate::cmd {
namespace {

workflow::BackupSubject subject_of(Context& context) {
  workflow::Database& database = context.database();
  return {database.options().connect, database.facts().database,
          place_of(context.engine(), database.connection()),
          workflow::stands_at(database.history().rows), database.store().actor().run_id};
}

std::unique_ptr<db::Archiver> archiver_of(Context& context,
                                          const workflow::BackupSubject& subject) {
  const Settings& settings = context.settings();
  std::map<std::string, std::string> environment = context.environment().with_prefix("");
  if (settings.backup.command.empty()) {
    return archiver_named(context.engine(), context.database().facts().server_version, environment);
  }
  environment["MIGRATE_BACKUP_URL"] = context.driver().masked(settings.url);
  environment["MIGRATE_BACKUP_DATABASE"] = subject.database;
  environment["MIGRATE_BACKUP_FROM"] = join(subject.from, " ");
  environment["MIGRATE_BACKUP_RUN"] = subject.run_id;
  return workflow::make_command_archiver(settings.backup.command, settings.directory, environment);
}

/// In a container, what lies on no mount is gone with it.
void demand_mount(const BackupSettings& backup) {
  if (!backup.mounted || mount_point(backup.directory) != "/") return;
  throw Error(ErrorCode::usage,
              "the backup directory " + backup.directory +
                  " lies on no mount, and backup_mount = true wants one",
              "what a container writes elsewhere is gone with it: mount a volume there, or say "
              "--skip-backup");
}

workflow::BackupOptions options_of(const Context& context, std::vector<std::string> tables) {
  const BackupSettings& backup = context.settings().backup;
  demand_mount(backup);
  return {backup.directory, backup.keep, std::move(tables), context.interrupted()};
}

}  // namespace

BackupStep::BackupStep(Context& context, std::vector<std::string> tables)
    : subject_(subject_of(context)),
      archiver_(archiver_of(context, subject_)),
      place_(options_of(context, std::move(tables))) {}

workflow::Backup BackupStep::make() const { return place_.make(*archiver_, subject_); }

void tell_leftovers(Context& context, const workflow::Backup& backup) {
  for (const std::string& why : backup.stayed) context.tell("warning: " + why);
}

}  // namespace migrate::cmd
