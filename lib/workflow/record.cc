#include "lib/workflow/record.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/run/journal.h"
#include "lib/run/program.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/steps.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;

template <class Item>
void append(std::vector<Item>& all, std::vector<Item> more) {
  for (Item& item : more) all.push_back(std::move(item));
}

/// The journal of `row` as it is when the statement in question counts as done.
history::Progress behind_tried(Database& database, const RevisionGraph& graph,
                               const AppliedRevision& row) {
  if (!row.trying) {
    throw Error(ErrorCode::usage, "revision " + row.id + " has no statement in question",
                "its next statement did not run, or failed cleanly: run `migrate upgrade`, or "
                "`migrate resolve " +
                    row.id + " --reverted` when you have undone the done ones");
  }
  const std::optional<std::string> stored = stored_script(database, row);
  return run::progress_behind_tried(half_run_step(database, graph, row),
                                    database.driver().dialect(), stored ? &*stored : nullptr);
}

}  // namespace

std::vector<history::Entry> file_entries(Database& database, const RevisionGraph& graph,
                                         const std::vector<size_t>& indices, size_t limit) {
  const plan::State state = plan::match(graph, database.history());
  const plan::Plan plan = plan::prepare_upgrade(graph, state, indices, database.driver().dialect());
  std::vector<history::Entry> all;
  for (const plan::Step& step : plan.steps) all.push_back(run::entry_of(step, limit));
  return all;
}

plan::Stamp plan_stamp(Database& database, const RevisionGraph& graph,
                       const std::vector<std::string>& targets, Purge purge) {
  plan::History history = database.history();
  std::vector<std::string> purged;
  if (purge == Purge::yes) {
    for (const AppliedRevision& row : history.rows) purged.push_back(row.id);
    history.rows.clear();
  }
  plan::Stamp stamp = plan::stamped(graph, plan::match(graph, history), targets);
  stamp.remove.insert(stamp.remove.begin(), purged.rbegin(), purged.rend());
  return stamp;
}

StampResult stamp(Database& database, const RevisionGraph& graph,
                  const std::vector<std::string>& targets, Purge purge, size_t stored_script_bytes,
                  run::Observer& observer) {
  StampResult result;
  const plan::Stamp first = plan_stamp(database, graph, targets, purge);
  if (first.add.empty() && first.remove.empty()) return result;
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  const plan::Stamp stamp = plan_stamp(database, graph, targets, purge);
  std::vector<db::Request> requests;
  for (const std::string& id : stamp.remove) {
    append(requests, database.store().unstamped(id));
    result.removed.push_back(id);
  }
  for (const history::Entry& entry :
       file_entries(database, graph, stamp.add, stored_script_bytes)) {
    append(requests, database.store().stamped(entry));
    result.added.push_back(entry.id);
  }
  database.store().write(database.connection(), std::move(requests));
  database.refresh();
  return result;
}

Validation validate(Database& database, const RevisionGraph& graph) {
  Validation validation;
  const plan::State state = plan::match(graph, database.history());
  validation.problems = plan::problems(graph, state);
  append(validation.problems, plan::describe_reparented(graph, state));
  validation.compared =
      static_cast<size_t>(std::count(state.applied.begin(), state.applied.end(), true));
  const plan::Changed changed = plan::changed_files(graph, state, database.driver().dialect());
  const auto add = [&](size_t index, ChangedScript::Which which) {
    const revision::Revision& revision = graph.at(index);
    const AppliedRevision& row = *state.row(revision.id);
    const bool up = which == ChangedScript::Which::up;
    const revision::ScriptFile* script = up              ? &revision.up
                                         : revision.down ? &*revision.down
                                                         : nullptr;
    ChangedScript finding{revision.id, which, up ? row.up_checksum : row.down_checksum, "", ""};
    if (script != nullptr) {
      finding.file = plan::checksum_of(*script, database.driver().dialect());
      finding.path = script->source.name();
    }
    validation.changed.push_back(std::move(finding));
  };
  for (const size_t index : changed.up) add(index, ChangedScript::Which::up);
  for (const size_t index : changed.down) add(index, ChangedScript::Which::down);
  return validation;
}

std::vector<std::string> accept(Database& database, const RevisionGraph& graph,
                                const std::vector<std::string>& revisions,
                                size_t stored_script_bytes, run::Observer& observer) {
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  const plan::State state = plan::match(graph, database.history());
  std::vector<size_t> indices;
  for (const std::string& name : revisions) {
    const AppliedRevision& row = plan::named_row(state.rows, name);
    const std::optional<size_t> index = graph.find(row.id);
    if (!index) {
      throw Error(ErrorCode::usage, "revision " + row.id + " has no file to accept");
    }
    if (row.state == AppliedRevision::State::running) {
      throw Error(ErrorCode::usage, "revision " + row.id + " is half-run",
                  "finish it with `migrate upgrade`, or see `migrate resolve --help`");
    }
    indices.push_back(*index);
  }
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  std::vector<std::string> accepted;
  std::vector<db::Request> requests;
  for (const history::Entry& entry : file_entries(database, graph, indices, stored_script_bytes)) {
    const AppliedRevision& row = *state.row(entry.id);
    const std::string down = entry.down ? entry.down->checksum : "";
    if (row.up_checksum == entry.up.checksum && row.down_checksum == down) continue;
    append(requests, database.store().accepted(entry));
    accepted.push_back(entry.id);
  }
  if (!requests.empty()) database.store().write(database.connection(), std::move(requests));
  database.refresh();
  return accepted;
}

ResolveResult resolve(Database& database, const RevisionGraph& graph, const std::string& revision,
                      Resolution resolution, run::Observer& observer) {
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  const plan::State state = plan::match(graph, database.history());
  const AppliedRevision& row = plan::named_row(state.rows, revision);
  if (row.state != AppliedRevision::State::running) {
    throw Error(ErrorCode::usage, "revision " + row.id + " is not half-run: nothing to resolve",
                "`migrate status` shows what is");
  }
  ResolveResult result{row.id, static_cast<size_t>(row.statements_done), ""};
  std::vector<db::Request> requests;
  switch (resolution) {
    case Resolution::retry:
      requests = database.store().resolved(row.id, "retry",
                                           {row.statements_done, std::nullopt, row.done_digest});
      break;
    case Resolution::applied: {
      const history::Progress progress = behind_tried(database, graph, row);
      result.statements_done = static_cast<size_t>(progress.statements_done);
      requests = database.store().resolved(row.id, "applied", progress);
      break;
    }
    case Resolution::reverted:
      requests = database.store().undone_by_hand(row);
      break;
  }
  database.store().write(database.connection(), std::move(requests));
  database.refresh();
  return result;
}

}  // namespace migrate::workflow
