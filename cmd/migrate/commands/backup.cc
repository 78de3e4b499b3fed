// migrate backup: the database in a file, and the way back.
#include "lib/report/backup.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/backup_step.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const BackupStep step(context, context.arguments().values("--tables"));
  context.tell(context.target());
  const workflow::Backup backup = step.make();
  tell_leftovers(context, backup);
  if (context.json()) {
    json::Value result(json::Object{{"version", 1}, {"target", context.target()}});
    result.set("backup", report::backup_json(backup, step.subject()));
    context.print(result);
  } else {
    context.print(report::backup_text(backup, step.subject()));
  }
  return ExitCode::done;
}

}  // namespace

const Command& backup_command() {
  static const Command command = {
      .name = "backup",
      .group = Group::applying,
      .summary = "copy the database into a file, and say how to restore it",
      .description =
          "PostgreSQL: pg_dump in its custom format, of a version that is new enough for the\n"
          "server; SQLite: its online backup. The file is there whole or not at all, only\n"
          "its owner can read it, and it is read to its end before it gets its name.\n"
          "`backup_command` in migrate.toml makes it another way. With --keep older ones of\n"
          "the same database are removed afterwards.",
      .example = "migrate backup\nmigrate --env production backup --dir /srv/backups --keep 14",
      .options = {{"--dir", 0, "DIR", "where to put it (default: backups beside migrate.toml)"},
                  {"--keep", 0, "N",
                   "remove all but the N newest of this database (default: none)"},
                  {"--tables", 0, "TABLE",
                   "only this table, as pg_dump's --table takes it (repeatable; PostgreSQL)",
                   OptionSpec::Count::any}},
      .needs = Needs::connection,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
