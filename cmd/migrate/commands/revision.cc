// migrate revision: a new revision, as a skeleton or as a baseline of a legacy schema.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/new_files.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/standing.h"
#include "lib/revision/header.h"
#include "lib/workflow/autogenerate.h"

namespace migrate::cmd {
namespace {

/// Options that say how to compare mean nothing without it.
void demand_autogenerate(const Arguments& arguments) {
  if (arguments.has("--autogenerate")) {
    if (!arguments.has("--from-schema")) return;
    throw Error(ErrorCode::usage, "--autogenerate and --from-schema exclude each other",
                "--from-schema takes a file as it is; --autogenerate compares");
  }
  for (const char* option : {"--or-empty", "--allow-destructive"}) {
    if (arguments.has(option)) {
      throw Error(ErrorCode::usage, std::string(option) + " is for --autogenerate");
    }
  }
}

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

/// Parents of a revision that is generated: it follows everything that there is.
void demand_single_lineage(const Context& context) {
  if (context.graph().heads().size() <= 1) return;
  throw Error(
      ErrorCode::check,
      "a revision can't be generated on top of " + counted(context.graph().heads().size(), "head"),
      "join them first: migrate merge");
}

/// Fills in the scripts by comparing. False: there is no difference, and nothing is to be written.
bool autogenerate(Context& context, revision::NewRevision& revision) {
  demand_single_lineage(context);
  const std::unique_ptr<db::Driver> driver = driver_named(context.engine());
  const OpenBench open = open_bench(context, *driver);
  const std::vector<SourceText> files = schema_files(context, *driver);
  workflow::Trial before =
      open.bench->with_revisions(context.graph(), head_targets(context.graph()));
  workflow::Trial after = open.bench->with_files(files);
  const auto losses = context.arguments().has("--allow-destructive") ? workflow::Losses::allow
                                                                     : workflow::Losses::keep;
  workflow::Generated generated =
      workflow::generate(*open.bench, context.graph(), before, after, std::move(revision), losses);
  for (const schema::Kept& kept : generated.up.kept) {
    context.tell("left alone: " + kept.loss + " (--allow-destructive drops it)");
  }
  for (const schema::Identity& identity : generated.up.after.unmodelled) {
    context.tell("not compared: " + describe(identity));
  }
  const bool found = !generated.empty();
  revision = std::move(generated.revision);
  return found;
}

/// What --autogenerate says when there is nothing to write.
void tell_nothing(Context& context) {
  if (context.json()) {
    json::Value out = report::shape();
    out.set("id", nullptr);
    context.print(out);
  } else {
    context.tell("the revisions make the schema that the files say: no revision is needed");
  }
}

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  demand_autogenerate(arguments);
  const Splice splice = arguments.has("--splice") ? Splice::yes : Splice::no;
  revision::NewRevision revision = new_revision(context);
  revision.parents = report::ids(context.graph(),
                                 new_parents(context.graph(), arguments.values("--head"), splice));
  revision.depends_on = dependencies(context);
  revision.labels = labels(context);
  if (const auto file = arguments.value("--from-schema")) take_schema(context, *file, revision);
  if (arguments.has("--autogenerate") && !autogenerate(context, revision) &&
      !arguments.has("--or-empty")) {
    tell_nothing(context);
    return ExitCode::done;
  }
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
          "schema.sql or pg_dump file. --autogenerate compares the schema files with what\n"
          "the revisions make and writes the way there and back, after both were tried in a\n"
          "scratch database; what would lose data is left alone and named.",
      .example =
          "migrate revision -m \"add order notes\"\n"
          "migrate revision -m \"baseline\" --from-schema sql/legacy_schema.sql\n"
          "migrate revision -m \"order notes\" --autogenerate",
      .options = {{"--message", 'm', "TEXT", "what it does, in one line", Count::required},
                  {"--from-schema", 0, "FILE", "take the up script from a schema or pg_dump file"},
                  {"--autogenerate", 0, "", "write the difference to the schema files"},
                  {"--or-empty", 0, "", "with it: a skeleton where there is no difference"},
                  {"--allow-destructive", 0, "", "with it: drop tables and columns, too"},
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
