// migrate upgrade: runs what is pending.
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

plan::Holes holes_of(const Context& context) {
  return context.arguments().has("--out-of-order") ? plan::Holes::fill : plan::Holes::refuse;
}

/// A protected database changes only after a yes.
void ask_where_protected(Context& context, const std::string& target) {
  if (!context.settings().protects) return;
  const plan::Plan plan = workflow::plan_upgrade(context.database(), context.graph(), target,
                                                 context.settings().variables, holes_of(context));
  if (plan.empty()) return;
  context.confirm("Apply " + counted(plan.steps.size(), "revision") + " to " + context.target() +
                  ", which is protected?");
}

ExitCode write_script(Context& context, const std::string& range) {
  const ScriptTarget script = open_for_script(context, "upgrade", {range});
  const plan::Plan plan =
      workflow::plan_upgrade(context.database(), context.graph(), script.targets.front(),
                             script.request.variables, holes_of(context));
  show_warnings(context, plan.warnings);
  ScriptSink sink(context);
  sink.finish(
      workflow::write_script(context.database(), context.graph(), plan, script.request, sink));
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const std::string target = context.arguments().value_or("TARGET", "head");
  if (wants_script(context, {target})) return write_script(context, target);
  if (context.arguments().has("--dry-run")) {
    context.load(Needs::empty_database);
    print_plan(context, workflow::plan_upgrade(context.database(), context.graph(), target,
                                               context.settings().variables, holes_of(context)));
    return ExitCode::done;
  }
  workflow::ApplyOptions options = apply_options(context);
  context.load(Needs::new_database);
  ask_where_protected(context, target);
  options.target = target;
  options.holes = holes_of(context);
  options.expect = context.arguments().value_or("--expect", "");
  report::RunLog log(context.progress());
  const workflow::ApplyResult result =
      workflow::upgrade(context.database(), context.graph(), options, log);
  show_warnings(context, result.warnings);
  if (context.json()) {
    context.print(report::run_json(result, context.target(), plan::Direction::up, log));
  } else {
    context.print(report::run_text(result, context.target(), plan::Direction::up, target));
  }
  follow_database(context);
  return ExitCode::done;
}

}  // namespace

const Command& upgrade_command() {
  static const Command command = {
      .name = "upgrade",
      .group = Group::applying,
      .summary = "apply the pending revisions",
      .description =
          "Runs every revision up to TARGET that the database lacks, each with its history\n"
          "row in one transaction where its statements allow it. A half-run script goes on\n"
          "where it stopped. One run at a time: others wait for --lock-wait.",
      .example =
          "migrate upgrade\nmigrate upgrade +1 --note CHG-1234\n"
          "migrate upgrade --sql --output upgrade.sql",
      .options = {{"TARGET", 0, "",
                   "head, heads, an id, +N, label@head (default: head); A:B with --sql"},
                  {"--expect", 0, "DIGEST", "stop unless the plan has this digest"},
                  {"--out-of-order", 0, "",
                   "also apply what applied revisions stand on since they were re-parented"},
                  kLockWaitOption,
                  kSingleTransactionOption,
                  kStopAfterOption,
                  kKillBlockersOption,
                  {"--dry-run", 0, "", "only show the plan: as 'migrate plan'"},
                  kSqlOption,
                  kOutputOption,
                  kOfflineOption,
                  kAnnotateOption,
                  {"--idempotent", 0, "", "with --sql: the script skips what is applied already"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
