// migrate revision: a new revision, as a skeleton or as a baseline of a legacy schema.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/new_files.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "lib/report/standing.h"
#include "lib/revision/header.h"

namespace migrate::cmd {
namespace {

std::vector<std::string> dependencies(Context& context) {
  std::vector<std::string> out;
  for (const std::string& text : context.arguments().values("--depends-on")) {
    out.push_back(context.graph().at(one_revision(context.graph(), text)).id);
  }
  return out;
}

std::vector<std::string> labels(Context& context) {
  std::vector<std::string> out = context.arguments().values("--branch-label");
  for (const std::string& label : out) {
    if (!revision::valid_id(label)) {
      throw Error(ErrorCode::usage, "'" + label + "' can't be a label",
                  "labels are 1 to 64 letters, digits, '_' and '.'");
    }
    if (const auto owner = context.graph().find_label(label)) {
      throw Error(ErrorCode::usage,
                  "the label '" + label + "' belongs to " + context.graph().at(*owner).id);
    }
  }
  return out;
}

void take_schema(Context& context, const std::string& file, revision::NewRevision& revision) {
  const sql::Dialect* dialect = sql::find_dialect(context.engine());
  revision::Baseline baseline = revision::baseline_from_schema(read_file(file), *dialect);
  revision.up_body = std::move(baseline.up_body);
  revision.down_body = std::move(baseline.down_body);
  revision.irreversible = std::move(baseline.irreversible);
  revision.up_keys = std::move(baseline.up_keys);
  revision.down_keys = std::move(baseline.down_keys);
}

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  const Splice splice = arguments.has("--splice") ? Splice::yes : Splice::no;
  revision::NewRevision revision = new_revision(context);
  revision.parents = report::ids(context.graph(),
                                 new_parents(context.graph(), arguments.values("--head"), splice));
  revision.depends_on = dependencies(context);
  revision.labels = labels(context);
  if (const auto file = arguments.value("--from-schema")) take_schema(context, *file, revision);
  write_revision(context, std::move(revision));
  return ExitCode::done;
}

}  // namespace

const Command& revision_command() {
  using Count = OptionSpec::Count;
  static const Command command = {
      .name = "revision",
      .group = Group::authoring,
      .summary = "write a new revision to fill in",
      .description =
          "Creates an up and a down script with their headers and prints both paths. The\n"
          "new revision follows the head; with several heads say which one (--head), or\n"
          "join them first ('migrate merge'). --from-schema makes a baseline of an existing\n"
          "schema.sql or pg_dump file.",
      .example =
          "migrate revision -m \"add order notes\"\n"
          "migrate revision -m \"baseline\" --from-schema sql/legacy_schema.sql",
      .options = {{"--message", 'm', "TEXT", "what it does, in one line", Count::required},
                  {"--from-schema", 0, "FILE", "take the up script from a schema or pg_dump file"},
                  {"--head", 0, "TARGET", "what it follows (repeatable); base: nothing",
                   Count::any},
                  {"--splice", 0, "", "allow a parent that is no head: a new branch"},
                  {"--branch-label", 0, "NAME", "a label for the branch that begins here",
                   Count::any},
                  {"--depends-on", 0, "REV", "a revision that must be applied first (repeatable)",
                   Count::any},
                  {"--rev-id", 0, "ID", "its id (default: random)"},
                  {"--author", 0, "NAME", "who wrote it (default: --as, or the login name)"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
