// migrate rebase: puts a line of revisions onto another one by rewriting `parents:`.
#include "lib/report/rebase.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/engines.h"
#include "lib/workflow/rebase.h"

namespace migrate::cmd {
namespace {

workflow::Rebase plan(Context& context) {
  const revision::RevisionGraph& graph = context.graph();
  std::vector<size_t> revisions;
  for (const std::string& text : context.arguments().values("REV")) {
    revisions.push_back(one_revision(graph, text));
  }
  const size_t onto = one_revision(graph, context.arguments().value_or("--onto", ""));
  return workflow::plan_rebase(context.project(), context.engine(), engine_names(), revisions,
                               onto);
}

ExitCode run(Context& context) {
  const bool dry_run = context.arguments().has("--dry-run");
  const workflow::Rebase rebase = plan(context);
  const std::string diff = dry_run ? report::rebase_diff(rebase) : "";
  if (!dry_run) workflow::write_edits(rebase.edits);
  if (context.json()) {
    context.print(
        report::rebase_json(rebase, dry_run ? report::Written::no : report::Written::yes));
    return ExitCode::done;
  }
  context.print(diff + report::rebase_text(rebase));
  if (!dry_run && !rebase.moved.empty()) {
    context.tell(
        "where these are applied, the next `migrate upgrade` lets the history follow; it stops "
        "where they now stand on revisions that such a database lacks (see --out-of-order)");
  }
  return ExitCode::done;
}

}  // namespace

const Command& rebase_command() {
  using Count = OptionSpec::Count;
  static const Command command = {
      .name = "rebase",
      .group = Group::authoring,
      .summary = "put a line of revisions behind another one",
      .description =
          "REV, the first revision of a line that stands beside HEAD, and all that follows\n"
          "it move: REV's parents become HEAD. Only `parents:` in the headers is rewritten,\n"
          "so checksums stay, and depends-on, too. All files are rewritten or none. Asks no\n"
          "database: its history follows at the next upgrade.",
      .example =
          "migrate rebase 84c2d96be3f0 --onto f17a24c8d05b --dry-run\n"
          "migrate rebase 84c2d96be3f0 --onto f17a24c8d05b",
      .options = {{"REV", 0, "", "the revision that moves: an id or its beginning",
                   Count::at_least_one},
                  {"--onto", 0, "HEAD", "what it stands on then: an id, label@head",
                   Count::required},
                  {"--dry-run", 0, "", "only show the changes, as a diff"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
