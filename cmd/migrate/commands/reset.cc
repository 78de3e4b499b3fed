// migrate reset: in development, the database made anew.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/apply_options.h"
#include "cmd/migrate/commands/development.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/commands/seed_files.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/report/run_log.h"
#include "lib/report/seeded.h"
#include "lib/report/summary.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/locked.h"

namespace migrate::cmd {
namespace {

constexpr std::string_view kNoSeed = "--no-seed";

/// A run that is going on would be cut off: waits for its end, as --lock-wait says.
void demand_no_run(Context& context) {
  try {
    context.load(Needs::empty_database);
  } catch (const Error& error) {
    if (error.diagnostics().at(0).code == db::kNoSuchDatabase) return;
    throw;
  }
  { const workflow::KeptLock lock(context.database(), context.progress()); }
  context.close_database();
}

ExitCode run(Context& context) {
  demand_development(context, "reset", "no command drops a database");
  const workflow::ApplyOptions options = apply_options(context);
  context.load(Needs::revisions);
  const std::vector<workflow::SeedFile> files =
      context.arguments().has(kNoSeed) ? std::vector<workflow::SeedFile>() : seed_files(context);
  context.confirm("Drop " + context.target() + " with everything in it, and make it anew?");
  demand_no_run(context);
  context.driver().recreate_database(context.database_options().connect);
  context.tell(context.target() + " was emptied");

  context.load(Needs::new_database);
  report::RunLog log(context.progress());
  const workflow::ApplyResult result =
      workflow::upgrade(context.database(), context.graph(), options, log);
  show_warnings(context, result.warnings);
  if (!context.json()) {
    context.print(report::run_text(result, context.target(), plan::Direction::up, "head"));
  }
  follow_database(context);
  workflow::Seeded seeded;
  if (!files.empty()) {
    seeded = workflow::seed(context.database(), files, context.progress(), context.interrupted());
  }
  if (context.json()) {
    json::Value out = report::run_json(result, context.target(), plan::Direction::up, log);
    out.set("seeded", report::seeded_json(seeded));
    context.print(out);
  } else {
    context.print(report::seeded_text(seeded));
  }
  return ExitCode::done;
}

}  // namespace

const Command& reset_command() {
  static const Command command = {
      .name = "reset",
      .group = Group::applying,
      .summary = "drop the database, make it anew and migrate it, in development",
      .description =
          "Empties the database, with everything that is in it, runs all revisions, and loads\n"
          "the seed files. On PostgreSQL a new database takes the place of the old one, with\n"
          "its owner, encoding, privileges and settings, and other sessions are ended: the\n"
          "role needs CREATEDB. On SQLite the file is emptied in place. Asks first, or needs\n"
          "--yes. Refused unless mode = \"development\".",
      .example = "migrate --env local reset --yes",
      .options = {{kNoSeed, 0, "", "leave the seed files out"}, kLockWaitOption},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
