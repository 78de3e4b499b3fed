// migrate revision: a new revision, as a skeleton or as a baseline of a legacy schema.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/autogenerate.h"
#include "cmd/migrate/commands/new_files.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/report/standing.h"
#include "lib/revision/header.h"

namespace migrate::cmd {
namespace {

/// Where the scripts come from: the options that say so exclude each other, and those that say how
/// to compare mean nothing without one that compares.
void demand_one_source(const Arguments& arguments) {
  std::vector<std::string> sources;
  for (const char* option : {"--autogenerate", "--from-schema", "--from-database"}) {
    if (arguments.has(option)) sources.emplace_back(option);
  }
  if (sources.size() > 1) {
    throw Error(ErrorCode::usage, sources[0] + " and " + sources[1] + " exclude each other",
                "--from-schema takes a file as it is; --autogenerate compares with the schema "
                "files, --from-database with the database");
  }
  const std::string source = sources.empty() ? "" : sources[0];
  const auto demand = [&](const char* option, bool fits, const char* wants) {
    if (arguments.has(option) && !fits) {
      throw Error(ErrorCode::usage, std::string(option) + " is for " + wants);
    }
  };
  const bool generates = source == "--autogenerate";
  demand("--or-empty", generates, "--autogenerate");
  demand("--from", generates, "--autogenerate");
  demand("--allow-destructive", generates || source == "--from-database",
         "--autogenerate and --from-database");
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

/// What is said when there is nothing to write.
void tell_nothing(Context& context, Wanted wanted) {
  if (context.json()) {
    json::Value out = report::shape();
    out.set("id", nullptr);
    context.print(out);
  } else if (wanted == Wanted::database) {
    context.tell("the revisions make the schema that the database has: no revision is needed");
  } else {
    context.tell("the revisions make the schema that the files say: no revision is needed");
  }
}

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  demand_one_source(arguments);
  const Splice splice = arguments.has("--splice") ? Splice::yes : Splice::no;
  revision::NewRevision revision = new_revision(context);
  revision.parents = report::ids(context.graph(),
                                 new_parents(context.graph(), arguments.values("--head"), splice));
  revision.depends_on = dependencies(context);
  revision.labels = labels(context);
  if (const auto file = arguments.value("--from-schema")) take_schema(context, *file, revision);
  const bool from_database = arguments.has("--from-database");
  if (from_database || arguments.has("--autogenerate")) {
    const Wanted wanted = from_database ? Wanted::database : Wanted::schema_files;
    if (!autogenerate(context, wanted, revision) && !arguments.has("--or-empty")) {
      tell_nothing(context, wanted);
      return ExitCode::done;
    }
  }
  const std::string id = revision.id;
  write_revision(context, std::move(revision));
  if (from_database) {
    context.tell("the database has all of it: record that with `migrate stamp " + id + "`");
  }
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
          "scratch database; what would lose data is left alone and named. --from-database\n"
          "does so with what the database has: a baseline, or changes made by hand.",
      .example =
          "migrate revision -m \"add order notes\"\n"
          "migrate revision -m \"baseline\" --from-schema sql/legacy_schema.sql\n"
          "migrate revision -m \"order notes\" --autogenerate",
      .options =
          {{"--message", 'm', "TEXT", "what it does, in one line", Count::required},
           {"--from-schema", 0, "FILE", "take the up script from a schema or pg_dump file"},
           {"--autogenerate", 0, "", "write the difference to the schema files"},
           {"--from-database", 0, "", "write the difference to the configured database"},
           {"--from", 0, "URL", "with --autogenerate: compare with a database at the head"},
           {"--or-empty", 0, "", "with --autogenerate: a skeleton where there is no difference"},
           {"--allow-destructive", 0, "", "with either: drop tables and columns, too"},
           {"--head", 0, "TARGET", "what it follows (repeatable); base: nothing", Count::any},
           {"--splice", 0, "", "allow a parent that is no head: a new branch"},
           {"--branch-label", 0, "NAME", "a label for the branch that begins here", Count::any},
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
