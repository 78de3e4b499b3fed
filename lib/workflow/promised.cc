#include "lib/workflow/promised.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/plan/state.h"
#include "lib/workflow/schema_files.h"

namespace migrate::workflow {
namespace {

void demand_replayable(const revision::RevisionGraph& graph, const plan::State& state) {
  std::vector<Diagnostic> problems = plan::problems(graph, state, plan::Holes::refuse);
  if (!problems.empty()) throw Error(ErrorCode::check, std::move(problems));
  if (state.running.empty()) return;
  throw Error(ErrorCode::check,
              "the revision " + state.rows.at(state.running[0]).id + " is half-run",
              "'migrate upgrade' goes on with it; check again after that");
}

std::vector<std::string> ids_of(const plan::History& history) {
  std::vector<std::string> ids;
  for (const revision::AppliedRevision& row : history.rows) ids.push_back(row.id);
  return ids;
}

}  // namespace

std::vector<std::string> tips_of(const revision::RevisionGraph& graph,
                                 const std::vector<bool>& applied) {
  std::vector<std::string> ids;
  for (size_t index = 0; index < graph.size(); ++index) {
    const std::vector<size_t>& above = graph.dependents(index);
    const bool covered =
        std::any_of(above.begin(), above.end(), [&](size_t each) { return applied[each]; });
    if (applied[index] && !covered) ids.push_back(graph.at(index).id);
  }
  return ids;
}

std::optional<FactsFile> usable_facts(const std::string& path, const Bench& bench,
                                      const revision::RevisionGraph& graph,
                                      db::Connection& connection, std::string& unfit) {
  const std::string name = variant_or_path(path, bench.driver().name());
  if (!path_exists(name)) return std::nullopt;
  FactsFile file = read_facts(name);
  if (matches(file, bench, graph, connection)) return file;
  unfit = name + " is not used: it was made from other revisions, for another server or with " +
          "other settings";
  return std::nullopt;
}

Promise promised(const Bench& bench, Database& database, const revision::RevisionGraph& graph,
                 const schema::Catalog& actual, const FactsFile* facts, Replay replay) {
  const plan::State state = plan::match(graph, database.history());
  demand_replayable(graph, state);
  const std::vector<std::string> ids = ids_of(database.history());
  const bool known = facts != nullptr && digest_after(*facts, ids) == schema::digests(actual).whole;
  if (known && replay == Replay::where_needed) return {actual, {}};
  try {
    Trial trial = bench.with_revisions(graph, tips_of(graph, state.applied));
    schema::Catalog catalog = bench.read(*trial.connection);
    return {std::move(catalog), std::move(trial)};
  } catch (const Error& error) {
    if (error.diagnostics().at(0).code != db::kNoScratch) throw;
    if (known) return {actual, {}};
    // The file knows the schema at the head alone.
    if (facts == nullptr || ids.size() != facts->steps.size()) throw;
    return {facts->head, {}, true};
  }
}

}  // namespace migrate::workflow
