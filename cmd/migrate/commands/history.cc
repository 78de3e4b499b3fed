// migrate history: the revisions of the project, newest first.
#include <algorithm>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/text.h"
#include "lib/report/revision_list.h"

namespace migrate::cmd {
namespace {

/// A range that counts from `current`, or relative to it, needs to know what is applied.
bool names_current(const std::string& range) {
  return range.find("current") != std::string::npos || range.starts_with('+') ||
         range.starts_with('-') || range.find(":+") != std::string::npos ||
         range.find(":-") != std::string::npos;
}

ExitCode run(Context& context) {
  const std::string range = context.arguments().value_or("--range", ":");
  const bool ask = context.arguments().has("--indicate-current") || names_current(range);
  if (ask) context.load(Needs::database);
  const revision::RevisionGraph& graph = context.graph();
  std::optional<plan::State> state;
  if (ask) state = plan::match(graph, context.database().history());

  const report::View view{graph, state ? &*state : nullptr};
  std::vector<size_t> indices =
      revisions_in(graph, range, state ? state->applied : std::vector<bool>(graph.size(), false));
  std::reverse(indices.begin(), indices.end());
  if (context.json()) {
    context.print(report::revisions_json(view, indices));
    return ExitCode::done;
  }
  const bool full = context.settings().verbosity == Verbosity::verbose;
  context.print(
      report::revisions_text(view, indices, full ? report::Detail::full : report::Detail::brief));
  if (state) context.print(report::unknown_text(*state));
  return ExitCode::done;
}

}  // namespace

const Command& history_command() {
  static const Command command = {
      .name = "history",
      .group = Group::looking,
      .summary = "list the revisions, newest first",
      .description =
          "Lists the revisions of the project in reverse order of application. Asks no\n"
          "database, unless -i wants to know what is applied or the range says 'current'.\n"
          "-v shows parents, author and files.",
      .example = "migrate history -r 5cd0:head",
      .options = {{"--range", 'r', "A:B", "only from A to B; either may be left out"},
                  {"--indicate-current", 'i', "", "ask the database what is applied"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
