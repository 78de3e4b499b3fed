// migrate status: applied, pending, and what is not as it should be.
#include "lib/report/status.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/workflow/record.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const plan::State state = plan::match(context.graph(), context.database().history());
  const report::Standing standing{context.target(),
                                  {context.graph(), &state},
                                  context.database().history().exists,
                                  workflow::validate(context.database(), context.graph())};
  if (context.json()) {
    context.print(report::status_json(standing));
  } else {
    context.print(report::status_text(standing));
  }
  const bool found = context.arguments().has("--check") && !report::in_order(standing);
  return found ? ExitCode::check : ExitCode::done;
}

}  // namespace

const Command& status_command() {
  static const Command command = {
      .name = "status",
      .group = Group::looking,
      .summary = "show what is applied, pending, or wrong",
      .description =
          "Compares the files with the database's history: pending revisions, half-run\n"
          "ones, revisions that only the database knows, holes, several heads, and files\n"
          "that changed since they were applied.",
      .example = "migrate status --check",
      .options = {{"--check", 0, "", "exit 3 when anything is pending or wrong"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
