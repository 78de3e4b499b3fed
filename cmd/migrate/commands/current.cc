// migrate current: the revisions that the database stands at.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/report/status.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const plan::State state = plan::match(context.graph(), context.database().history());
  const report::Standing standing{
      context.target(), {context.graph(), &state}, context.database().history().exists, {}};
  if (context.json()) {
    context.print(report::current_json(standing));
  } else {
    const bool full = context.settings().verbosity == Verbosity::verbose;
    if (full) context.tell(standing.target);
    context.print(report::current_text(standing, full ? report::Show::full : report::Show::brief));
  }
  if (!context.arguments().has("--check-heads") || report::at_heads(standing.view)) {
    return ExitCode::done;
  }
  context.tell("the database is not at head: 'migrate status' shows what is missing");
  return ExitCode::check;
}

}  // namespace

const Command& current_command() {
  static const Command command = {
      .name = "current",
      .group = Group::looking,
      .summary = "show the revisions that the database stands at",
      .description =
          "One line per applied revision that no other applied one follows. -v shows when\n"
          "and by whom each was applied.",
      .example = "migrate current --check-heads",
      .options = {{"--check-heads", 0, "", "exit 3 unless every head is applied"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
