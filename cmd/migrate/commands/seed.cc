// migrate seed: rows for development.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/development.h"
#include "cmd/migrate/commands/seed_files.h"
#include "lib/base/error.h"
#include "lib/report/seeded.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  demand_development(context, "seed", "rows belong into revisions");
  const std::vector<workflow::SeedFile> files = seed_files(context);
  if (files.empty()) {
    const std::string directory = seed_directory(context);
    throw Error(ErrorCode::usage, "there are no seed files in " + directory,
                "put INSERT statements into " + directory + "/10_users.sql");
  }
  context.load(Needs::connection);
  context.tell(context.target());
  const workflow::Seeded seeded =
      workflow::seed(context.database(), files, context.progress(), context.interrupted());
  if (context.json()) {
    json::Value out = report::shape();
    out.set("target", context.target());
    const json::Value members = report::seeded_json(seeded);
    for (const auto& [name, value] : members.members()) out.set(name, value);
    context.print(out);
  } else {
    context.print(report::seeded_text(seeded));
  }
  return ExitCode::done;
}

}  // namespace

const Command& seed_command() {
  static const Command command = {
      .name = "seed",
      .group = Group::applying,
      .summary = "load the rows of sql/seed, in development",
      .description =
          "Runs sql/seed/*.sql, then sql/seed/NAME/*.sql of the environment NAME, in the order\n"
          "of their names, each file in one transaction with its record. A file that ran and\n"
          "is as it was is skipped; one that was changed runs again, so it should be written\n"
          "to be run twice (ON CONFLICT). Refused unless mode = \"development\".",
      .example = "migrate --env local seed",
      .options = {},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
