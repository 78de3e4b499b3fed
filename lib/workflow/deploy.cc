#include "lib/workflow/deploy.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/target.h"
#include "lib/workflow/offline.h"
#include "lib/workflow/promised.h"
#include "lib/workflow/reconcile.h"
#include "lib/workflow/rename_comments.h"

namespace migrate::workflow {
namespace {

using revision::RevisionGraph;

std::string name_of(const RevisionGraph& graph, size_t index) {
  const revision::Revision& revision = graph.at(index);
  return revision.message.empty() ? revision.id : revision.id + " " + revision.message;
}

/// The last of the first `count` revisions.
std::string last_of(const RevisionGraph& graph, size_t count) {
  return count == 0 ? "base" : name_of(graph, count - 1);
}

std::vector<bool> first_ones(const RevisionGraph& graph, size_t count) {
  std::vector<bool> mask(graph.size(), false);
  std::fill_n(mask.begin(), count, true);
  return mask;
}

Error undecided(const RevisionGraph& graph, const Place& place) {
  Diagnostic finding;
  finding.code = "undecided";
  finding.message =
      "this database has no history, and its schema doesn't tell which of these have run";
  std::vector<std::string> lines;
  for (size_t index = place.at_least; index < place.count; ++index) {
    lines.push_back(name_of(graph, index));
  }
  finding.detail = join(lines, "\n");
  finding.hint = "they change no schema. Look at the rows, then say what is there: --adopt " +
                 graph.at(place.count - 1).id + " when all of them have run, --adopt " +
                 graph.at(place.at_least - 1).id + " when none has";
  return {ErrorCode::check, std::move(finding)};
}

Error nowhere(const RevisionGraph& graph, const Place& place) {
  Diagnostic finding;
  finding.code = "unknown-schema";
  finding.message = "this database has no history, and its schema is at no revision; nearest is " +
                    last_of(graph, place.count);
  finding.detail = join(place.differences, "\n");
  const std::string id = place.count == 0 ? "base" : graph.at(place.count - 1).id;
  finding.hint =
      "put these right and deploy again; or take it for that revision all the same: --adopt " + id;
  if (place.only_lacks) {
    finding.hint += "; or add what is missing: --reconcile, adopt = \"reconcile\" in migrate.toml";
  }
  return {ErrorCode::check, std::move(finding)};
}

bool is_bare(Database& database) {
  const db::Driver& driver = database.driver();
  db::Connection& connection = database.connection();
  return is_empty(driver.introspect(connection, driver.home_schema(connection)),
                  driver.schema_rules());
}

/// The mask of the revisions that a database without a history is taken to have.
std::vector<bool> adopted(const DeploySubject& subject, const AdoptOptions& adopt,
                          const schema::Catalog& actual, Standing& standing) {
  const RevisionGraph& graph = subject.graph;
  if (!adopt.at.empty()) {
    const std::vector<bool> none(graph.size(), false);
    return graph.closure(revision::resolve_target(graph, revision::parse_target(adopt.at), none));
  }
  Place place;
  try {
    place = find_place(subject.bench, graph, actual, subject.facts, subject.interruption);
  } catch (Error& error) {
    if (error.code() != ErrorCode::failed) throw;
    const bool replayed = error.first().code != db::kNoScratch;
    if (replayed) error.first().notes = {"this was in a scratch database; nothing was changed"};
    error.first().notes.push_back(
        "this database has no history: which revisions it has is found out in a scratch database, "
        "or by a file of facts that knows its schema; --adopt REV says it without");
    throw;
  }
  standing.foreign = place.foreign;
  switch (place.verdict) {
    case Place::Verdict::empty:
      standing.kind = Standing::Kind::empty;
      break;
    case Place::Verdict::found:
      break;
    case Place::Verdict::undecided:
      throw undecided(graph, place);
    case Place::Verdict::nowhere:
      if (!place.only_lacks || adopt.lacking == AdoptOptions::Lacking::refuse) {
        throw nowhere(graph, place);
      }
      standing.missing =
          missing_part(subject.bench, actual, schema_after(subject.bench, graph, place.count));
      break;
  }
  return first_ones(graph, place.count);
}

/// None: no scratch database can be made, and no file of facts tells.
std::optional<schema::Catalog> expected_schema(const DeploySubject& subject,
                                               const Expectation& expectation,
                                               const schema::Catalog& actual) {
  try {
    if (expectation.schema_files != nullptr) {
      const Trial trial = subject.bench.with_files(*expectation.schema_files);
      return subject.bench.read(*trial.connection);
    }
    return promised(subject.bench, subject.database, subject.graph, actual, subject.facts,
                    Replay::where_needed)
        .catalog;
  } catch (const Error& error) {
    if (error.diagnostics().at(0).code != db::kNoScratch) throw;
    return std::nullopt;
  }
}

/// The renames, and behind them what else leads to what was promised; leftovers stay.
schema::SchemaPlan proposed(const Bench& bench, const Comparison& found) {
  schema::SchemaPlan plan =
      compare(bench, found.before, with_leftovers(found.before, found.after), Losses::keep).plan;
  const auto renames = found.plan.statements.begin();
  plan.statements.insert(plan.statements.begin(), renames,
                         renames + static_cast<std::ptrdiff_t>(found.renames.size()));
  return plan;
}

bool is_promised(const schema::Change& change) { return change.after != nullptr; }

DriftVerdict::Kind kind_of(const Drift& drift) {
  if (drift.none()) return DriftVerdict::Kind::none;
  if (!drift.comparison.renames.empty()) return DriftVerdict::Kind::critical;
  const std::vector<schema::Change> changes = drift.comparison.changes();
  return std::any_of(changes.begin(), changes.end(), is_promised) ? DriftVerdict::Kind::critical
                                                                  : DriftVerdict::Kind::leftovers;
}

}  // namespace

std::string_view to_string(Standing::Kind kind) {
  switch (kind) {
    case Standing::Kind::empty:
      return "empty";
    case Standing::Kind::managed:
      return "managed";
    case Standing::Kind::unmanaged:
      break;
  }
  return "unmanaged";
}

std::string_view to_string(DriftVerdict::Kind kind) {
  switch (kind) {
    case DriftVerdict::Kind::none:
      return "none";
    case DriftVerdict::Kind::leftovers:
      return "leftovers";
    case DriftVerdict::Kind::critical:
      return "critical";
    case DriftVerdict::Kind::not_checked:
      break;
  }
  return "not checked";
}

Standing find_standing(const DeploySubject& subject, const AdoptOptions& adopt) {
  Database& database = subject.database;
  Standing standing;
  if (!database.history().rows.empty()) {
    standing.kind = Standing::Kind::managed;
    standing.plan = plan_upgrade(database, subject.graph, "head", subject.variables);
    return standing;
  }
  const schema::Catalog actual = subject.bench.read(database.connection());
  std::vector<bool> there(subject.graph.size(), false);
  if (!is_empty(actual, database.driver().schema_rules())) {
    standing.kind = Standing::Kind::unmanaged;
    there = adopted(subject, adopt, actual, standing);
  } else {
    standing.bare = is_bare(database);
  }
  for (size_t index = 0; index < there.size(); ++index) {
    if (there[index]) standing.adopt.push_back(subject.graph.at(index).id);
  }
  Database behind(database.driver(), database.options(), history_of(subject.graph, there));
  standing.plan = plan_upgrade(behind, subject.graph, "head", subject.variables);
  return standing;
}

DriftVerdict look_for_drift(const DeploySubject& subject, const Expectation& expectation) {
  DriftVerdict verdict;
  subject.database.refresh();
  schema::Catalog actual = subject.bench.read(subject.database.connection());
  std::optional<schema::Catalog> expected = expected_schema(subject, expectation, actual);
  if (!expected) {
    verdict.kind = DriftVerdict::Kind::not_checked;
    return verdict;
  }
  std::vector<schema::RenameComment> renames;
  if (expectation.schema_files != nullptr) {
    verdict.by = DriftVerdict::By::schema_files;
    renames = read_rename_comments(*expectation.schema_files, subject.bench.driver().dialect());
  }
  verdict.drift = find_drift(subject.bench, std::move(actual), std::move(*expected), renames,
                             expectation.allow);
  verdict.kind = kind_of(verdict.drift);
  if (verdict.kind == DriftVerdict::Kind::critical) {
    verdict.proposal = proposed(subject.bench, verdict.drift.comparison);
  }
  return verdict;
}

}  // namespace migrate::workflow
