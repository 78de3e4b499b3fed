#include "lib/workflow/rebuild.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/replay.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/record.h"

namespace migrate::workflow {
namespace {

using history::LoggedEvent;
using revision::AppliedRevision;
using revision::RevisionGraph;

constexpr const char* kFromFile = "checksums and texts as the files have them now";

/// A row as it is, its texts left where they are.
history::Entry entry_of(const AppliedRevision& row) {
  history::Entry entry;
  entry.id = row.id;
  entry.parents = row.parents;
  entry.depends_on = row.depends_on;
  entry.message = row.message;
  entry.header = row.header;
  entry.up = {row.up_checksum, std::nullopt};
  if (!row.down_checksum.empty()) entry.down = {row.down_checksum, std::nullopt};
  return entry;
}

/// What the event knows better than the row; empty: nothing.
std::string corrections(const AppliedRevision& row, const LoggedEvent& event) {
  std::vector<std::string> wrong;
  if (row.run_id != event.run_id) wrong.emplace_back("run");
  if (row.applied_at != event.at) wrong.emplace_back("time");
  if (row.applied_by != event.user) wrong.emplace_back("who");
  if (row.duration_ms != event.duration_ms) wrong.emplace_back("duration");
  return wrong.empty() ? "" : join(wrong, ", ") + " as the log has it";
}

bool has_checksum(const AppliedRevision& row) {
  return row.up_checksum.find(':') != std::string::npos;
}

Error without_files(const std::vector<std::string>& ids) {
  Diagnostic found;
  found.code = "no-file";
  found.message = counted(ids.size(), "revision") + (ids.size() == 1 ? " is" : " are") +
                  " applied by the log, but " + (ids.size() == 1 ? "has" : "have") +
                  " neither row nor file: " + join(ids, ", ");
  found.hint = "use a checkout that has them: the log keeps no checksums and no texts";
  return {ErrorCode::check, std::move(found)};
}

class Rebuilder {
 public:
  Rebuilder(Database& database, const RevisionGraph& graph, size_t stored_script_bytes)
      : database_(database), graph_(graph), limit_(stored_script_bytes) {
    for (const AppliedRevision& row : database.history().rows) rows_.emplace(row.id, &row);
  }

  void add(const LoggedEvent& event);
  void remove_others(const history::Replay& replay);
  [[nodiscard]] RebuildPlan plan();

 private:
  [[nodiscard]] const AppliedRevision* row(const std::string& id) const {
    const auto found = rows_.find(id);
    return found == rows_.end() ? nullptr : found->second;
  }
  void add_from_file(const LoggedEvent& event, RowChange::Kind kind);
  void push(history::Entry entry, const LoggedEvent& event) {
    plan_.rows.push_back({std::move(entry), event.run_id, event.at, event.user, event.duration_ms});
  }

  Database& database_;
  const RevisionGraph& graph_;
  size_t limit_;
  std::map<std::string, const AppliedRevision*> rows_;
  std::vector<std::string> without_file_;
  RebuildPlan plan_;
};

void Rebuilder::add(const LoggedEvent& event) {
  using Kind = RowChange::Kind;
  const AppliedRevision* there = row(event.revision);
  if (there == nullptr) return add_from_file(event, Kind::added);
  if (there->state == AppliedRevision::State::running) return;
  if (!has_checksum(*there)) return add_from_file(event, Kind::changed);
  const std::string wrong = corrections(*there, event);
  if (wrong.empty()) {
    ++plan_.unchanged;
  } else {
    plan_.changes.push_back({event.revision, Kind::changed, wrong});
  }
  push(entry_of(*there), event);
}

void Rebuilder::add_from_file(const LoggedEvent& event, RowChange::Kind kind) {
  const std::optional<size_t> index = graph_.find(event.revision);
  if (!index) {
    without_file_.push_back(event.revision);
    return;
  }
  plan_.changes.push_back({event.revision, kind, kFromFile});
  push(std::move(file_entries(database_, graph_, {*index}, limit_).at(0)), event);
}

void Rebuilder::remove_others(const history::Replay& replay) {
  std::set<std::string> applied;
  for (const LoggedEvent& event : replay.applied) applied.insert(event.revision);
  for (const AppliedRevision& row : database_.history().rows) {
    if (row.state == AppliedRevision::State::running) {
      plan_.half_run.push_back(row.id);
    } else if (!applied.contains(row.id)) {
      plan_.changes.push_back({row.id, RowChange::Kind::removed, "by the log it is not applied"});
    }
  }
  for (const std::string& id : replay.failed) {
    if (row(id) == nullptr) plan_.failed.push_back(id);
  }
}

RebuildPlan Rebuilder::plan() {
  if (!without_file_.empty()) throw without_files(without_file_);
  return std::move(plan_);
}

}  // namespace

RebuildPlan plan_rebuild(Database& database, const RevisionGraph& graph,
                         size_t stored_script_bytes) {
  std::vector<LoggedEvent> events;
  if (database.history().exists) events = database.store().events(database.connection());
  if (events.empty()) {
    throw Error(ErrorCode::check, "the event log is empty: there is nothing to rebuild from",
                "`migrate stamp REV` records what the database has");
  }
  const history::Replay replay = history::replay(events);
  Rebuilder rebuilder(database, graph, stored_script_bytes);
  for (const LoggedEvent& event : replay.applied) rebuilder.add(event);
  rebuilder.remove_others(replay);
  return rebuilder.plan();
}

void rebuild_history(Database& database, const RevisionGraph& graph, size_t stored_script_bytes,
                     const RebuildPlan& expected, run::Observer& observer) {
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  const RebuildPlan plan = plan_rebuild(database, graph, stored_script_bytes);
  if (plan.changes != expected.changes) {
    throw Error(ErrorCode::check, "the history has changed since the plan was shown",
                "run the command again");
  }
  std::vector<history::RebuildNote> notes;
  for (const RowChange& change : plan.changes) notes.push_back({change.id, to_string(change.kind)});
  database.store().write(database.connection(), database.store().rebuilt(plan.rows, notes));
  database.refresh();
}

const char* to_string(RowChange::Kind kind) {
  switch (kind) {
    case RowChange::Kind::added:
      return "added";
    case RowChange::Kind::changed:
      return "changed";
    case RowChange::Kind::removed:
      break;
  }
  return "removed";
}

}  // namespace migrate::workflow
