#include "cmd/migrate/commands/autogenerate.h"

#include <utility>

#include "cmd/migrate/commands/schema_bench.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/standing.h"
#include "lib/workflow/autogenerate.h"

namespace migrate::cmd {
namespace {

/// A revision that is generated follows everything that there is.
void demand_single_lineage(const Context& context) {
  if (context.graph().heads().size() <= 1) return;
  throw Error(
      ErrorCode::check,
      "a revision can't be generated on top of " + counted(context.graph().heads().size(), "head"),
      "join them first: migrate merge");
}

/// The difference to a database is only that to the revisions where all of them were applied.
void demand_at_head(const Context& context, const plan::History& history,
                    const std::string& target) {
  const plan::State state = plan::match(context.graph(), history);
  std::vector<Diagnostic> problems = plan::problems(context.graph(), state);
  if (!problems.empty()) throw Error(ErrorCode::check, std::move(problems));
  std::vector<std::string> pending;
  for (size_t index = 0; index < state.applied.size(); ++index) {
    if (!state.applied[index]) pending.push_back(context.graph().at(index).id);
  }
  if (pending.empty()) return;
  throw Error(ErrorCode::check,
              target + " is not at the head: it lacks " + join(pending, ", ") +
                  ", which would show as differences",
              "upgrade it first, or leave --from out: the revisions are replayed in scratch then");
}

workflow::Start start_of(Context& context, const db::Driver& driver, const workflow::Bench& bench) {
  const auto from = context.arguments().value("--from");
  if (!from) return workflow::start_at_heads(bench, context.graph());
  if (driver_for_url(*from)->name() != driver.name()) {
    throw Error(ErrorCode::usage, "--from names a database of another engine than the project's");
  }
  workflow::Database database(driver, options_of_other(context, *from));
  demand_at_head(context, database.history(), driver.masked(*from));
  return workflow::start_like(bench, bench.read(database.connection()));
}

/// What follows the revisions can't lead them.
void demand_declared(const Context& context) {
  if (context.settings().schema_mode != SchemaMode::generated) return;
  throw Error(ErrorCode::usage,
              "the schema file is made from the revisions: schema_mode is \"generated\"",
              "write the revision by hand, or declare the schema: schema_mode = \"declared\"");
}

schema::Catalog wanted_schema(Context& context, const db::Driver& driver, const OpenBench& open,
                              Wanted wanted) {
  if (wanted == Wanted::database) return open.bench->read(*open.like);
  demand_declared(context);
  const workflow::Trial trial = open.bench->with_files(schema_files(context, driver));
  return open.bench->read(*trial.connection);
}

}  // namespace

bool autogenerate(Context& context, Wanted wanted, revision::NewRevision& revision) {
  demand_single_lineage(context);
  const std::unique_ptr<db::Driver> driver = driver_named(context.engine());
  const OpenBench open = wanted == Wanted::database ? open_bench_of_database(context, *driver)
                                                    : open_bench(context, *driver);
  schema::Catalog schema = wanted_schema(context, *driver, open, wanted);
  workflow::Start start = start_of(context, *driver, *open.bench);
  const auto losses = context.arguments().has("--allow-destructive") ? workflow::Losses::allow
                                                                     : workflow::Losses::keep;
  workflow::Generated generated =
      workflow::generate(*open.bench, start, std::move(schema), std::move(revision), losses);
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

}  // namespace migrate::cmd
