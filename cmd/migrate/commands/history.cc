// migrate history: the revisions of the project, newest first.
#include <algorithm>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/plan/whole_graph.h"
#include "lib/report/revision_list.h"

namespace migrate::cmd {
namespace {

report::Detail detail_of(const Context& context) {
  return context.settings().verbosity == Verbosity::verbose ? report::Detail::full
                                                            : report::Detail::brief;
}

/// What the database says: its rows, the last applied one first. Reads no files.
ExitCode show_stored(Context& context, const std::string& range) {
  context.load(Needs::connection);
  const plan::History& history = context.database().history();
  const revision::RevisionGraph no_files;
  const plan::WholeGraph whole(no_files, plan::match(no_files, history));
  std::vector<bool> wanted(whole.graph().size(), false);
  for (const size_t index : revisions_in(whole.graph(), range, whole.present())) {
    wanted[index] = true;
  }
  std::vector<revision::AppliedRevision> rows;
  for (const revision::AppliedRevision& row : history.rows) {
    const std::optional<size_t> index = whole.graph().find(row.id);
    if (index && wanted[*index]) rows.push_back(row);
  }
  std::reverse(rows.begin(), rows.end());
  if (context.json()) {
    context.print(report::rows_json(rows, context.target()));
    return ExitCode::done;
  }
  context.print(report::rows_text(rows, detail_of(context)));
  if (rows.empty()) context.tell("nothing is applied on " + context.target());
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const std::string range = context.arguments().value_or("--range", ":");
  if (context.arguments().has("--stored")) return show_stored(context, range);
  const bool ask = context.arguments().has("--indicate-current") || counts_from_current(range);
  context.load(ask ? Needs::database : Needs::revisions);
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
  context.print(report::revisions_text(view, indices, detail_of(context)));
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
          "-v shows parents, author and files. --stored lists what the database has, the\n"
          "last one applied first, and reads no files.",
      .example = "migrate history -r 5cd0:head\nmigrate history --stored -v",
      .options = {{"--range", 'r', "A:B", "only from A to B; either may be left out"},
                  {"--indicate-current", 'i', "", "ask the database what is applied"},
                  {"--stored", 0, "", "what the database's history says; reads no files"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
