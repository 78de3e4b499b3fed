// migrate downgrade: undoes applied revisions by their down scripts.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/apply_options.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/commands/script_output.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/run_log.h"
#include "lib/report/summary.h"
#include "lib/workflow/apply.h"

namespace migrate::cmd {
namespace {

/// What goes is named before anyone says yes.
void ask(Context& context, const plan::Plan& plan) {
  if (plan.empty()) return;
  if (!context.settings().yes) {
    for (const plan::Step& step : plan.steps) context.tell("  " + step.id + " " + step.message);
  }
  context.confirm("Undo " + counted(plan.steps.size(), "revision") + " on " + context.target() +
                  "? What they made is dropped.");
}

workflow::ApplyOptions options_of(Context& context) {
  const Arguments& arguments = context.arguments();
  workflow::ApplyOptions options = apply_options(context);
  options.run = arguments.value_or("--run", "");
  if (!options.run.empty() && arguments.has("TARGET")) {
    throw Error(ErrorCode::usage, "TARGET and --run exclude each other",
                "--run says what goes; a target says what stays");
  }
  options.target = arguments.value_or("TARGET", "-1");
  return options;
}

ExitCode write_script(Context& context, workflow::ApplyOptions options) {
  const ScriptTarget script = open_for_script(context, "downgrade", {options.target});
  options.target = script.targets.front().empty() ? "base" : script.targets.front();
  options.variables = script.request.variables;
  const plan::Plan plan = workflow::plan_downgrade(context.database(), context.graph(), options);
  ScriptSink sink(context);
  sink.finish(
      workflow::write_script(context.database(), context.graph(), plan, script.request, sink));
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const workflow::ApplyOptions options = options_of(context);
  if (wants_script(context, {options.target})) return write_script(context, options);
  context.load(Needs::database);
  const plan::Plan plan = workflow::plan_downgrade(context.database(), context.graph(), options);
  if (context.arguments().has("--dry-run")) {
    print_plan(context, plan);
    return ExitCode::done;
  }
  ask(context, plan);
  report::RunLog log(context.progress());
  const workflow::ApplyResult result =
      workflow::downgrade(context.database(), context.graph(), options, log);
  show_warnings(context, result.warnings);
  // Where nothing was to undo, a relative target has ended at base.
  const std::string at = options.target.starts_with('-') ? "base" : options.target;
  if (context.json()) {
    context.print(report::run_json(result, context.target(), plan::Direction::down, log));
  } else {
    context.print(report::run_text(result, context.target(), plan::Direction::down, at));
  }
  follow_database(context);
  return ExitCode::done;
}

}  // namespace

const Command& downgrade_command() {
  static const Command command = {
      .name = "downgrade",
      .group = Group::applying,
      .summary = "undo applied revisions by their down scripts",
      .description =
          "Undoes everything that stands on TARGET, in reverse order; TARGET stays. Default\n"
          "is -1: the last revision. Refused before anything runs when one of them is\n"
          "irreversible. Asks on a terminal; needs --yes elsewhere.",
      .example = "migrate downgrade -1\nmigrate downgrade base --yes",
      .options = {{"TARGET", 0, "", "what stays: an id, -N, base, label@base (default: -1)"},
                  {"--run", 0, "ID", "undo what this run applied; last: the last one"},
                  kLockWaitOption,
                  kSingleTransactionOption,
                  kStopAfterOption,
                  kKillBlockersOption,
                  {"--dry-run", 0, "", "only show what would run"},
                  kSqlOption,
                  kOutputOption,
                  kAnnotateOption},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
