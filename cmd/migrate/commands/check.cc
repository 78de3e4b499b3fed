// migrate check: the database against what its revisions, or the schema files, say.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/engines.h"
#include "lib/report/schema_difference.h"
#include "lib/workflow/promised.h"
#include "lib/workflow/rename_comments.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

constexpr std::string_view kStrict = "--strict";

bool against_schema(const Context& context) {
  const std::string against = context.arguments().value_or("--against", "revisions");
  if (against == "schema") return true;
  if (against == "revisions") return false;
  throw Error(ErrorCode::usage, "'" + against + "' is nothing to check against",
              "--against revisions, or --against schema");
}

workflow::Promise made(const workflow::Bench& bench, workflow::Trial trial) {
  schema::Catalog catalog = bench.read(*trial.connection);
  return {std::move(catalog), std::move(trial)};
}

/// What the applied revisions make; replayed for an observer, who needs a database to look at.
workflow::Promise promised(Context& context, const workflow::Bench& bench,
                           const schema::Catalog& actual) {
  workflow::Database& database = context.database();
  std::string unfit;
  std::optional<workflow::FactsFile> facts = workflow::usable_facts(
      context.settings().facts_file, bench, context.graph(), database.connection(), unfit);
  if (!unfit.empty()) context.tell(unfit);
  const auto replay = context.arguments().has(kStrict) ? workflow::Replay::where_possible
                                                       : workflow::Replay::where_needed;
  workflow::Promise promise = workflow::promised(bench, database, context.graph(), actual,
                                                 facts ? &*facts : nullptr, replay);
  if (promise.by_facts) {
    context.tell("compared with the file of facts: no scratch database can be made");
  }
  return promise;
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
  workflow::Promise expected;
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
