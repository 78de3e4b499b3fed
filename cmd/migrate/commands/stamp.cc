// migrate stamp: writes the history without running anything.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/script_output.h"
#include "cmd/migrate/context.h"
#include "lib/base/text.h"
#include "lib/report/summary.h"
#include "lib/workflow/record.h"

namespace migrate::cmd {
namespace {

/// Rows that go are named before anyone says yes.
void ask(Context& context, const plan::Stamp& stamp) {
  if (stamp.remove.empty()) return;
  if (!context.settings().yes) {
    for (const std::string& id : stamp.remove) context.tell("  " + id);
  }
  context.confirm("Remove " + counted(stamp.remove.size(), "revision") + " from the history of " +
                  context.target() + "? No script runs.");
}

ExitCode write_script(Context& context, const std::vector<std::string>& targets,
                      workflow::Purge purge) {
  const ScriptTarget script = open_for_script(context, "stamp", targets);
  const plan::Stamp stamp =
      workflow::plan_stamp(context.database(), context.graph(), script.targets, purge);
  ScriptSink sink(context);
  sink.finish(workflow::write_stamp_script(context.database(), context.graph(), stamp,
                                           script.request, sink));
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const std::vector<std::string> targets = context.arguments().values("REV");
  const workflow::Purge purge =
      context.arguments().has("--purge") ? workflow::Purge::yes : workflow::Purge::no;
  if (wants_script(context, targets)) return write_script(context, targets, purge);
  context.load(Needs::new_database);
  ask(context, workflow::plan_stamp(context.database(), context.graph(), targets, purge));
  const workflow::StampResult result =
      workflow::stamp(context.database(), context.graph(), targets, purge,
                      context.settings().stored_script_bytes, context.progress());
  if (context.json()) {
    context.print(report::stamp_json(result, context.target()));
  } else {
    context.print(report::stamp_text(result));
  }
  return ExitCode::done;
}

}  // namespace

const Command& stamp_command() {
  static const Command command = {
      .name = "stamp",
      .group = Group::applying,
      .summary = "record revisions as applied without running them",
      .description =
          "For a database whose schema is there already. Makes the history of that lineage\n"
          "say REV and what it stands on, no more: rows are added and later ones removed\n"
          "(it asks first). The schema is not compared with what REV promises: look at it\n"
          "before. 'base' removes all; --purge starts from an empty history.",
      .example = "migrate stamp 5cd038a8f131",
      .options = {{"REV", 0, "", "what the database stands at: an id, head, heads, base",
                   OptionSpec::Count::at_least_one},
                  {"--purge", 0, "", "remove every row first, of unknown revisions, too"},
                  {"--lock-wait", 0, "TIME", "wait this long for another run to end"},
                  kSqlOption,
                  kOutputOption,
                  kOfflineOption},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
