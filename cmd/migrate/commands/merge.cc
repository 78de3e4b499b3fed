// migrate merge: a revision that joins several heads.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/new_files.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

std::vector<size_t> heads_to_join(Context& context) {
  std::vector<std::string> targets = context.arguments().values("REV");
  if (targets.empty()) targets.emplace_back("heads");
  const revision::RevisionGraph& graph = context.graph();
  std::vector<size_t> heads;
  if (graph.size() > 0) heads = new_parents(graph, targets, Splice::no);
  if (heads.size() > 1) return heads;
  throw Error(ErrorCode::usage,
              heads.empty()
                  ? "there is no revision to merge"
                  : "there is nothing to merge: " + graph.at(heads[0]).id + " is a single revision",
              "'migrate heads' lists the heads");
}

ExitCode run(Context& context) {
  const std::vector<size_t> heads = heads_to_join(context);
  revision::NewRevision revision = new_revision(context);
  revision.parents = report::ids(context.graph(), heads);
  if (revision.message.empty()) revision.message = "merge " + join(revision.parents, " and ");
  revision.up_body = "-- Joins the branches; there is nothing to run.\n";
  revision.down_body = revision.up_body;
  write_revision(context, std::move(revision));
  return ExitCode::done;
}

}  // namespace

const Command& merge_command() {
  static const Command command = {
      .name = "merge",
      .group = Group::authoring,
      .summary = "join several heads in a new revision",
      .description =
          "Writes a revision whose parents are the heads (all of them, or those named).\n"
          "Its scripts are empty: put statements in where the branches need them.",
      .example = "migrate merge -m \"merge orders and billing\"",
      .options = {{"REV", 0, "", "the heads to join (default: all)", OptionSpec::Count::any},
                  {"--message", 'm', "TEXT", "what it does (default: merge A and B)"},
                  {"--rev-id", 0, "ID", "the new revision's id (default: random)"},
                  {"--author", 0, "NAME", "who wrote it (default: --as, or the login name)"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
