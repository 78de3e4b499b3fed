// migrate seed: rows for development.
#include "lib/workflow/seed.h"

#include <filesystem>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/development.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

/// Beside the configuration, as messages show it.
std::string seed_directory(const Context& context) {
  const std::filesystem::path path =
      std::filesystem::path(context.settings().directory) / "sql/seed";
  return path.lexically_proximate(std::filesystem::current_path()).string();
}

ExitCode run(Context& context) {
  demand_development(context, "seed", "rows belong into revisions");
  const std::string directory = seed_directory(context);
  const std::vector<workflow::SeedFile> files = workflow::read_seed_files(
      directory, context.settings().environment, context.driver(), engine_names());
  if (files.empty()) {
    throw Error(ErrorCode::usage, "there are no seed files in " + directory,
                "put INSERT statements into " + directory + "/10_users.sql");
  }
  context.load(Needs::connection);
  context.tell(context.target());
  const workflow::Seeded seeded =
      workflow::seed(context.database(), files, context.progress(), context.interrupted());
  if (context.json()) {
    context.print(json::Value(json::Object{{"version", 1},
                                           {"target", context.target()},
                                           {"loaded", seeded.loaded},
                                           {"again", seeded.again},
                                           {"unchanged", seeded.unchanged}}));
    return ExitCode::done;
  }
  for (const std::string& name : seeded.loaded) context.print("loaded " + name + "\n");
  for (const std::string& name : seeded.again) context.print("loaded " + name + " again\n");
  if (!seeded.unchanged.empty()) {
    context.print("unchanged: " + counted(seeded.unchanged.size(), "file") + "\n");
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
