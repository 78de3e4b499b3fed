// migrate plan: what an upgrade would run.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/context.h"
#include "lib/workflow/apply.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const plan::Holes holes =
      context.arguments().has("--out-of-order") ? plan::Holes::fill : plan::Holes::refuse;
  print_plan(context, workflow::plan_upgrade(context.database(), context.graph(),
                                             context.arguments().value_or("TARGET", ""),
                                             context.settings().variables, holes));
  return ExitCode::done;
}

}  // namespace

const Command& plan_command() {
  static const Command command = {
      .name = "plan",
      .group = Group::looking,
      .summary = "show what an upgrade would run",
      .description =
          "Lists the pending revisions up to TARGET (default: head) in order: the settings\n"
          "and variables of each script, its way back, the segments that it runs in, and\n"
          "what can't run in a transaction and why. The digest is over revisions, scripts\n"
          "and the database's state: 'migrate upgrade --expect DIGEST' runs exactly this\n"
          "plan. -v lists every statement. Nothing runs.",
      .example = "migrate plan\nmigrate plan +1 --json",
      .options = {{"TARGET", 0, "", "head, heads, an id, +N, label@head (default: head)"},
                  {"--out-of-order", 0, "", "as 'migrate upgrade --out-of-order' would run"}},
      .needs = Needs::empty_database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
