// migrate export: the files of applied revisions, from the database.
#include "lib/report/export.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  workflow::ExportOptions options;
  options.revisions = arguments.values("REV");
  if (options.revisions.empty() != arguments.has("--all")) {
    throw Error(ErrorCode::usage, "export which revisions?", "name them, or give --all");
  }
  context.load(Needs::connection);
  options.directory = arguments.value_or("--output", context.settings().versions.front());
  options.engines = engine_names();
  if (arguments.has("--force")) options.existing = workflow::ExportOptions::Existing::replace;
  const workflow::Exported exported = workflow::export_revisions(context.database(), options);
  if (context.json()) {
    context.print(report::exported_json(exported, context.target()));
  } else {
    context.print(report::exported_text(exported));
  }
  return exported.not_kept.empty() ? ExitCode::done : ExitCode::check;
}

}  // namespace

const Command& export_command() {
  static const Command command = {
      .name = "export",
      .group = Group::authoring,
      .summary = "write the files of applied revisions back from the database",
      .description =
          "The database keeps the scripts that ran and their way back. Writes them as files\n"
          "again, named as 'migrate revision' names them, readable by their owner alone. A\n"
          "revision that has files in the directory keeps them when they are the same; where\n"
          "they differ nothing is written. Exit 3 when a script is not kept: it was over\n"
          "stored_script_limit, or ran from a script of --sql.",
      .example = "migrate export 5cd0\nmigrate export --all --output restored",
      .options = {{"REV", 0, "", "an applied revision (or its beginning)", OptionSpec::Count::any},
                  {"--all", 0, "", "every applied revision"},
                  {"--output", 'o', "DIR", "write there (default: the first versions directory)"},
                  {"--force", 0, "", "replace files that differ"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
