// migrate heads: the revisions that no other follows.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/report/revision_list.h"
#include "lib/revision/rebase.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const report::View view{context.graph()};
  const std::vector<size_t> heads = view.graph.heads();
  if (context.json()) {
    context.print(report::revisions_json(view, heads));
  } else {
    const bool full = context.settings().verbosity == Verbosity::verbose;
    context.print(
        report::revisions_text(view, heads, full ? report::Detail::full : report::Detail::brief));
  }
  if (!context.arguments().has("--check") || heads.size() < 2) return ExitCode::done;
  context.tell("there are " + std::to_string(heads.size()) + " heads; make them one:");
  const std::vector<bool> nothing_applied(view.graph.size(), false);
  for (const std::string& way : revision::ways_to_join(view.graph, heads, nothing_applied)) {
    context.tell(way);
  }
  return ExitCode::check;
}

}  // namespace

const Command& heads_command() {
  static const Command command = {
      .name = "heads",
      .group = Group::looking,
      .summary = "show the newest revisions: those that no other follows",
      .description =
          "There should be one. Several come from work that went on side by side: join\n"
          "them with 'migrate merge'. Asks no database.",
      .example = "migrate heads --check",
      .options = {{"--check", 0, "", "exit 3 when there are several"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
