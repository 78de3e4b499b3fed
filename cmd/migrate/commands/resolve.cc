// migrate resolve: a person says what became of a half-run script.
#include <array>
#include <optional>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/rebuild.h"
#include "lib/report/summary.h"
#include "lib/workflow/rebuild.h"
#include "lib/workflow/record.h"

namespace migrate::cmd {
namespace {

using workflow::Resolution;

struct Way {
  const char* option;
  Resolution resolution;
};
constexpr std::array<Way, 3> kWays = {{{"--retry", Resolution::retry},
                                       {"--applied", Resolution::applied},
                                       {"--reverted", Resolution::reverted}}};

Resolution chosen(const Arguments& arguments) {
  std::optional<Resolution> found;
  int count = 0;
  for (const Way& way : kWays) {
    if (!arguments.has(way.option)) continue;
    found = way.resolution;
    ++count;
  }
  if (count == 1) return *found;
  throw Error(ErrorCode::usage,
              count == 0 ? "say what became of the statement in question"
                         : "only one of --retry, --applied and --reverted can be true",
              "--retry: it did not happen; --applied: it did; --reverted: you have undone what "
              "the script did");
}

ExitCode rebuild(Context& context) {
  const Arguments& arguments = context.arguments();
  if (arguments.has("REV") || arguments.has("--retry") || arguments.has("--applied") ||
      arguments.has("--reverted")) {
    throw Error(ErrorCode::usage, "--rebuild-history is about all revisions, and stands alone");
  }
  context.load(Needs::database);
  const size_t limit = context.settings().stored_script_bytes;
  const workflow::RebuildPlan plan =
      workflow::plan_rebuild(context.database(), context.graph(), limit);
  if (!context.json()) context.print(report::rebuild_text(plan));
  if (!plan.changes.empty()) {
    context.confirm("rewrite the history of " + context.target() + " so?");
    workflow::rebuild_history(context.database(), context.graph(), limit, plan, context.progress());
    context.tell("the history was rebuilt: " + counted(plan.changes.size(), "row") + " changed");
  }
  if (context.json()) context.print(report::rebuild_json(plan, context.target()));
  return ExitCode::done;
}

ExitCode run(Context& context) {
  if (context.arguments().has("--rebuild-history")) return rebuild(context);
  if (!context.arguments().has("REV")) {
    throw Error(ErrorCode::usage, "resolve which revision?",
                "`migrate status` shows what is half-run");
  }
  const Resolution resolution = chosen(context.arguments());
  context.load(Needs::database);
  const workflow::ResolveResult result =
      workflow::resolve(context.database(), context.graph(),
                        context.arguments().value_or("REV", ""), resolution, context.progress());
  if (context.json()) {
    context.print(report::resolve_json(result, resolution, context.target()));
  } else {
    context.print(report::resolve_text(result, resolution));
  }
  return ExitCode::done;
}

}  // namespace

const Command& resolve_command() {
  static const Command command = {
      .name = "resolve",
      .group = Group::applying,
      .summary = "say what became of a half-run script",
      .description =
          "For a script that stopped in the middle where the database can't tell whether\n"
          "its last statement happened. Look, then say which: the next upgrade goes on from\n"
          "there. Changes the history only. --rebuild-history makes the rows that say what\n"
          "is applied again from the event log, when some were lost or mangled: it shows\n"
          "what changes, and asks.",
      .example = "migrate resolve 9f3c0a1b2c3d --applied\nmigrate resolve --rebuild-history",
      .options = {{"REV", 0, "", "the half-run revision"},
                  {"--retry", 0, "", "the statement did not happen: try it again"},
                  {"--applied", 0, "", "it happened: go on behind it"},
                  {"--reverted", 0, "",
                   "what the script did has been undone by hand: forget that it began"},
                  {"--rebuild-history", 0, "", "make the history's rows again from the event log"},
                  {"--lock-wait", 0, "TIME", "wait this long for another run to end"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
