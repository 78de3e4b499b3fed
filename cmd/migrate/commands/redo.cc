// migrate redo: undoes applied revisions and applies their files, in development.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/apply_options.h"
#include "cmd/migrate/commands/development.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/run_log.h"
#include "lib/report/summary.h"
#include "lib/workflow/apply.h"

namespace migrate::cmd {
namespace {

size_t revisions_of(const plan::Plan& plan) { return plan.steps.size() / 2; }

/// What goes is named before anyone says yes.
void ask(Context& context, const plan::Plan& plan) {
  if (!context.settings().yes) {
    for (const plan::Step& step : plan.steps) {
      if (step.direction == plan::Direction::down) {
        context.tell("  " + step.id + " " + step.message);
      }
    }
  }
  context.confirm("Undo " + counted(revisions_of(plan), "revision") + " on " + context.target() +
                  " and apply the files? What they made, with its data, is dropped first.");
}

ExitCode run(Context& context) {
  context.load(Needs::settings);
  demand_development(context, "redo",
                     "write a new revision, or `migrate downgrade` and `migrate upgrade`");
  context.load(Needs::database);
  workflow::ApplyOptions options = apply_options(context);
  options.target = context.arguments().value_or("REV", "");
  const plan::Plan plan = workflow::plan_redo(context.database(), context.graph(), options);
  if (context.arguments().has("--dry-run")) {
    print_plan(context, plan);
    return ExitCode::done;
  }
  ask(context, plan);
  context.progress().announce(std::to_string(revisions_of(plan)) + " to redo");
  report::RunLog log(context.progress());
  const workflow::ApplyResult result =
      workflow::redo(context.database(), context.graph(), options, log);
  if (context.json()) {
    context.print(report::redo_json(result, context.target(), log));
  } else {
    context.print(report::redo_text(result));
  }
  follow_database(context);
  return ExitCode::done;
}

}  // namespace

const Command& redo_command() {
  static const Command command = {
      .name = "redo",
      .group = Group::applying,
      .summary = "undo applied revisions and apply their files again",
      .description =
          "For an applied revision whose file was edited. REV and everything that stands on\n"
          "it go down by the scripts that the database keeps, and come up by the files.\n"
          "Development only (mode = \"development\"). Asks on a terminal; needs --yes\n"
          "elsewhere. When an up script fails, its revision stays undone.",
      .example = "migrate --env local redo\nmigrate --env local redo 5cd038a8f131 --dry-run",
      .options = {{"REV", 0, "", "an id, or -N for the last N (default: the last one)"},
                  kLockWaitOption,
                  kKillBlockersOption,
                  {"--dry-run", 0, "", "only show what would run"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
