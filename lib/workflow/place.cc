#include "lib/workflow/place.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/schema/digest.h"
#include "lib/workflow/classify.h"
#include "lib/workflow/comparison.h"
#include "lib/workflow/drift.h"

namespace migrate::workflow {
namespace {

using revision::RevisionGraph;

/// Runs the first `count` revisions in scratch, and shows the schema before and after each.
void replay(const Bench& bench, const RevisionGraph& graph, const Interruption& interruption,
            const std::function<void(const schema::Catalog&)>& see) {
  Trial trial = bench.empty();
  see(bench.read(*trial.connection));
  for (const revision::Revision& revision : graph.revisions()) {
    interruption.stop_if_asked();
    bench.upgrade(trial, graph, revision.id);
    see(bench.read(*trial.connection));
  }
}

/// Whether what differs are but texts that the server writes in two ways.
bool means_the_same(const Bench& bench, const schema::Catalog& given, const schema::Catalog& actual,
                    schema::Catalog made) {
  const Comparison settled = compare(bench, actual, std::move(made), Losses::allow);
  Classification classification(settled.before);
  classification.add(given);
  classification.add(settled.after);
  const Fit fit = classification.fits().back();
  return fit.missing == 0 && fit.different == 0;
}

/// Whether one of the revisions from index `from` to before `end` runs a statement.
bool does_something(const Bench& bench, const RevisionGraph& graph, size_t from, size_t end) {
  std::vector<size_t> indices(end - from);
  std::iota(indices.begin(), indices.end(), from);
  const plan::Plan plan =
      plan::prepare_upgrade(graph, plan::match(graph, {}), indices, bench.driver().dialect());
  return plan.statements() > 0;
}

/// `count` revisions are there for certain but for the last ones, which no schema shows.
Place found(const Bench& bench, const RevisionGraph& graph, size_t count, size_t first_alike) {
  Place place;
  place.count = count;
  place.at_least = count;
  if (first_alike == 0) return place;
  place.verdict = Place::Verdict::found;
  if (!does_something(bench, graph, first_alike, count)) return place;
  place.verdict = Place::Verdict::undecided;
  place.at_least = first_alike;
  return place;
}

/// A line for each thing by which `actual` differs from `made`, but for what no revision makes.
std::vector<std::string> lines_between(const schema::Catalog& actual, const schema::Catalog& made,
                                       const std::vector<schema::Identity>& foreign) {
  const std::set<schema::Identity> strangers(foreign.begin(), foreign.end());
  std::vector<std::string> lines;
  for (const schema::Change& change : schema::difference(actual, made)) {
    const schema::Fact& fact = change.after ? *change.after : *change.before;
    const schema::Catalog& side = change.after ? made : actual;
    if (strangers.contains(schema::outermost(side, fact).identity)) continue;
    if (strangers.contains(fact.identity)) continue;
    const bool on_one_side = change.before == nullptr || change.after == nullptr;
    const schema::Catalog& other = change.after ? actual : made;
    if (on_one_side && fact.part_of && other.find(*fact.part_of) == nullptr) continue;
    lines.push_back(drift_line(change));
  }
  return lines;
}

std::optional<Place> place_by_digest(const Bench& bench, const RevisionGraph& graph,
                                     const schema::Catalog& actual, const FactsFile& facts) {
  const std::string digest = schema::digests(actual).whole;
  std::vector<Fit> fits(1);
  std::optional<size_t> count;
  for (const FactsFile::Step& step : facts.steps) {
    fits.push_back({fits.size(), step.digest});
    if (step.digest == digest) count = fits.size() - 1;
  }
  if (!count) return std::nullopt;
  return found(bench, graph, *count, first_alike(fits, *count));
}

Place place_by_replay(const Bench& bench, const RevisionGraph& graph, const schema::Catalog& actual,
                      const Interruption& interruption) {
  Classification classification(actual);
  std::optional<schema::Catalog> given;
  replay(bench, graph, interruption, [&](const schema::Catalog& made) {
    if (!given) given = made;
    classification.add(made);
  });
  const std::vector<Fit> fits = classification.fits();
  for (const Fit& fit : candidates(fits)) {
    interruption.stop_if_asked();
    if (fit.different > 0 &&
        !means_the_same(bench, *given, actual, schema_after(bench, graph, fit.count))) {
      continue;
    }
    Place place = found(bench, graph, fit.count, first_alike(fits, fit.count));
    place.foreign = classification.foreign();
    return place;
  }
  const std::optional<Fit> lacking = incomplete(fits);
  Place place;
  place.verdict = Place::Verdict::nowhere;
  place.only_lacks = lacking.has_value();
  place.count = lacking ? lacking->count : nearest(fits).count;
  place.foreign = classification.foreign();
  place.differences = lines_between(actual, schema_after(bench, graph, place.count), place.foreign);
  return place;
}

}  // namespace

bool is_empty(const schema::Catalog& actual, const schema::Rules& rules) {
  return std::all_of(actual.facts.begin(), actual.facts.end(),
                     [&](const auto& entry) { return rules.always_there(entry.first); });
}

schema::Catalog schema_after(const Bench& bench, const RevisionGraph& graph, size_t count) {
  Trial trial = bench.empty();
  for (size_t index = 0; index < count; ++index) bench.upgrade(trial, graph, graph.at(index).id);
  return bench.read(*trial.connection);
}

Place find_place(const Bench& bench, const RevisionGraph& graph, const schema::Catalog& actual,
                 const FactsFile* facts, const Interruption& interruption) {
  if (is_empty(actual, bench.driver().schema_rules())) return {};
  if (facts != nullptr) {
    if (std::optional<Place> place = place_by_digest(bench, graph, actual, *facts)) return *place;
  }
  return place_by_replay(bench, graph, actual, interruption);
}

}  // namespace migrate::workflow
