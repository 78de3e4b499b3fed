// migrate create-database: makes the database that the URL names.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/workflow/database.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  db::ConnectOptions options;
  options.url = context.settings().url;
  options.application_name = "migrate";
  const db::Creation creation =
      workflow::create_database(context.driver(), options, context.settings().connect_wait);
  const bool created = creation == db::Creation::created;
  if (context.json()) {
    context.print(json::Value(
        json::Object{{"version", 1}, {"target", context.target()}, {"created", created}}));
  } else {
    context.print(context.target() + (created ? ": created\n" : ": exists already\n"));
  }
  return ExitCode::done;
}

}  // namespace

const Command& create_database_command() {
  static const Command command = {
      .name = "create-database",
      .group = Group::applying,
      .summary = "make the database that the URL names, where it is missing",
      .description =
          "On PostgreSQL it connects to the server's database 'postgres' or 'template1' as\n"
          "the user of the URL, who needs CREATEDB. On SQLite the file is made. A database\n"
          "that is there is left as it is.",
      .example = "migrate create-database --wait 30s && migrate upgrade",
      .options = {},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
