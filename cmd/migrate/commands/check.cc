// migrate check: the database against what its revisions, or the schema files, say.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "lib/plan/state.h"
#include "lib/report/schema_difference.h"
#include "lib/report/standing.h"
#include "lib/workflow/facts_file.h"
#include "lib/workflow/rename_comments.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

constexpr std::string_view kStrict = "--strict";

/// The revisions that the database ends in, as targets. Throws Error{check} where its history can't
/// be replayed: a revision that no file has, or one that is half-run.
std::vector<std::string> applied_targets(Context& context) {
  const plan::State state = plan::match(context.graph(), context.database().history());
  std::vector<Diagnostic> problems = plan::problems(context.graph(), state, plan::Holes::refuse);
  if (!problems.empty()) throw Error(ErrorCode::check, std::move(problems));
  if (!state.running.empty()) {
    throw Error(ErrorCode::check,
                "the revision " + state.rows.at(state.running[0]).id + " is half-run",
                "'migrate upgrade' goes on with it; check again after that");
  }
  std::vector<std::string> targets;
  for (const revision::AppliedRevision* row : report::tips(state.rows, report::Rows::applied)) {
    targets.push_back(row->id);
  }
  return targets;
}

bool against_schema(const Context& context) {
  const std::string against = context.arguments().value_or("--against", "revisions");
  if (against == "schema") return true;
  if (against == "revisions") return false;
  throw Error(ErrorCode::usage, "'" + against + "' is nothing to check against",
              "--against revisions, or --against schema");
}

/// The file of facts of `dump --facts`, where there is one that fits the project and its database.
std::optional<workflow::FactsFile> known_facts(Context& context, const workflow::Bench& bench) {
  const std::string path =
      workflow::variant_or_path(context.settings().facts_file, context.driver().name());
  if (!path_exists(path)) return std::nullopt;
  workflow::FactsFile file = workflow::read_facts(path);
  if (workflow::matches(file, bench, context.graph(), context.database().connection())) return file;
  context.tell(path +
               " is not used: it was made from other revisions, for another server or with "
               "other settings");
  return std::nullopt;
}

std::vector<std::string> applied_ids(Context& context) {
  std::vector<std::string> ids;
  for (const revision::AppliedRevision& row : context.database().history().rows) {
    ids.push_back(row.id);
  }
  return ids;
}

/// What the database should be, and where that was made: nowhere, when it was known.
struct Expected {
  schema::Catalog catalog;
  std::optional<workflow::Trial> trial;
};

Expected made(const workflow::Bench& bench, workflow::Trial trial) {
  schema::Catalog catalog = bench.read(*trial.connection);
  return {std::move(catalog), std::move(trial)};
}

/// What the applied revisions make: known already; or replayed, which it is anyway for an observer;
/// or where no scratch database can be had, as the file of facts says for all of them.
Expected promised(Context& context, const workflow::Bench& bench, const schema::Catalog& actual) {
  const std::vector<std::string> targets = applied_targets(context);
  std::optional<workflow::FactsFile> facts = known_facts(context, bench);
  if (!facts) return made(bench, bench.with_revisions(context.graph(), targets));
  const std::vector<std::string> ids = applied_ids(context);
  const bool known = workflow::digest_after(*facts, ids) == schema::digests(actual).whole;
  if (known && !context.arguments().has(kStrict)) return {actual, {}};
  try {
    return made(bench, bench.with_revisions(context.graph(), targets));
  } catch (const Error& error) {
    if (error.diagnostics().at(0).code != db::kNoScratch) throw;
    if (known) return {actual, {}};
    if (ids.size() != facts->steps.size()) throw;  // it knows the schema at the head alone
    context.tell("compared with the file of facts: no scratch database can be made");
    return {std::move(facts->head), {}};
  }
}

/// Lets the engine's own dump program look for what the comparison doesn't see.
void look_from_outside(Context& context, const workflow::Bench& bench,
                       const std::optional<workflow::Trial>& should_be, workflow::Drift& drift) {
  if (!should_be) return context.tell("nobody else was asked: no scratch database can be made");
  workflow::Database& database = context.database();
  const std::string version = context.driver().facts(database.connection()).server_version;
  std::unique_ptr<db::OutsideView> view;
  try {
    view = outside_view_named(std::string(context.driver().name()), version,
                              context.environment().with_prefix(""));
  } catch (const Error& error) {
    context.tell(std::string("nobody else was asked: ") + error.what());
  }
  if (!view) return;
  drift.observer = view->program();
  drift.outside = workflow::outside_differences(
      *view, bench, {database.options().connect, database.connection()},
      {should_be->scratch->options(), *should_be->connection});
}

ExitCode run(Context& context) {
  workflow::Database& database = context.database();
  const workflow::Bench bench = bench_beside(context, database.connection());
  schema::Catalog actual = bench.read(database.connection());
  std::vector<schema::RenameComment> renames;
  Expected expected;
  if (against_schema(context)) {
    const std::vector<SourceText> files = schema_files(context, context.driver());
    renames = workflow::read_rename_comments(files, context.driver().dialect());
    expected = made(bench, bench.with_files(files));
  } else {
    expected = promised(context, bench, actual);
  }
  workflow::Drift drift =
      workflow::find_drift(bench, std::move(actual), std::move(expected.catalog), renames,
                           context.settings().drift_allow);
  const bool strict = context.arguments().has(kStrict);
  // What differs for us differs for others, too.
  if (strict && drift.none() && drift.allowed.empty()) {
    look_from_outside(context, bench, expected.trial, drift);
  }
  if (context.json()) {
    context.print(report::drift_json(drift, context.target()));
  } else {
    context.print(report::drift_text(drift, context.target()));
  }
  const bool passes = drift.none() && (!strict || drift.unmodelled.empty());
  return passes ? ExitCode::done : ExitCode::check;
}

}  // namespace

const Command& check_command() {
  static const Command command = {
      .name = "check",
      .group = Group::checking,
      .summary = "compare the database's schema with what it should be",
      .description =
          "Replays the applied revisions in a scratch database and compares: what was\n"
          "changed by hand shows, with the statements that would put it right. --against\n"
          "schema compares with the schema files instead. `drift_allow` and `ignore` in\n"
          "migrate.toml let differences pass. Changes nothing; exit 3 on drift.",
      .example = "migrate check\nmigrate check --against schema --json",
      .options = {{"--against", 0, "WHAT", "revisions (the default) or schema"},
                  {kStrict, 0, "",
                   "fail for things that can't be compared, and for what pg_dump sees beside"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
