// migrate branches: where the history forks, and the labels.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/report/revision_list.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const report::View view{context.graph()};
  if (context.json()) {
    context.print(report::branches_json(view));
  } else {
    const bool full = context.settings().verbosity == Verbosity::verbose;
    context.print(report::branches_text(view, full ? report::Detail::full : report::Detail::brief));
  }
  return ExitCode::done;
}

}  // namespace

const Command& branches_command() {
  static const Command command = {
      .name = "branches",
      .group = Group::looking,
      .summary = "show where the revisions fork, and branch labels",
      .description =
          "Lists every revision that several others follow, with those and the labels of\n"
          "the branches that they are in, and every revision with a label; newest first.\n"
          "-v shows parents, author and files. Asks no database.",
      .example = "migrate branches",
      .options = {},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
