// migrate check: the database against what its revisions, or the schema files, say.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/plan/state.h"
#include "lib/report/schema_difference.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

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

ExitCode run(Context& context) {
  workflow::Database& database = context.database();
  const workflow::Bench bench = bench_beside(context, database.connection());
  workflow::Trial trial = against_schema(context)
                              ? bench.with_files(schema_files(context, context.driver()))
                              : bench.with_revisions(context.graph(), applied_targets(context));
  schema::Catalog actual = bench.read(database.connection());
  const workflow::Drift drift = workflow::find_drift(
      bench, std::move(actual), bench.read(*trial.connection), context.settings().drift_allow);
  if (context.json()) {
    context.print(report::drift_json(drift, context.target()));
  } else {
    context.print(report::drift_text(drift, context.target()));
  }
  const bool strict = context.arguments().has("--strict");
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
                  {"--strict", 0, "", "fail for things that can't be compared, too"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
