#include "lib/workflow/offline.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/state.h"
#include "lib/revision/target.h"
#include "lib/run/program.h"
#include "lib/run/resume.h"
#include "lib/workflow/steps.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;
using ChangeKind = WrittenScript::Change::Kind;

/// Takes what is written only to see that it can be.
class Nowhere final : public Sink {
 public:
  void write(std::string_view /*bytes*/) override {}
};

/// "base", or the applied revisions on which no other stands.
std::string standing(const RevisionGraph& graph, const std::vector<bool>& applied) {
  std::vector<std::string> ids;
  for (const size_t index :
       revision::resolve_target(graph, revision::parse_target("current"), applied)) {
    ids.push_back(graph.at(index).id);
  }
  return ids.empty() ? "base" : join(ids, ", ");
}

db::Guard guard_for(const Database& database, const std::string& from,
                    run::ScriptOptions::Steps steps) {
  db::Guard guard;
  guard.from = from;
  guard.format = history::kFormat;
  if (steps == run::ScriptOptions::Steps::missing) guard.match = db::Guard::Match::at_least;
  for (const AppliedRevision& row : database.history().rows) {
    if (row.state == AppliedRevision::State::applied) {
      guard.applied.push_back(row.id);
    } else {
      guard.half_run = {row.id, row.statements_done, row.trying, row.done_digest};
    }
  }
  return guard;
}

/// One script: its shell, the history as the shell names it, and where it begins.
class Script {
 public:
  Script(Database& database, const db::Guard& guard, const ScriptRequest& request,
         std::vector<std::string> title, Sink& output)
      : database_(database),
        guard_(guard),
        request_(request),
        shell_(database.driver().shell(database.options().connect, database.schema())),
        store_(history::HistoryStore::for_script(database.driver(), shell_->history_prefix(),
                                                 database.store().actor(),
                                                 database.options().connect.role)),
        writer_(database.driver(), *shell_, output,
                {std::move(title), request.variables, request.steps, request.annotations}) {
    guard_.tables = store_.tables();
    if (request.steps == run::ScriptOptions::Steps::missing && !shell_->has_conditions()) {
      throw Error(ErrorCode::usage,
                  "a script for " + std::string(database.driver().name()) +
                      " can't skip what is applied: the shell that runs it has no conditions",
                  "write a script for where the database stands, without --idempotent");
    }
  }

  void write(const plan::Plan& plan, const std::optional<run::Resumed>& resumed) {
    writer_.open(plan, guard_);
    run::ProgramOptions options;
    options.stored_script_bytes.reset();
    options.durations = run::ProgramOptions::Durations::by_database;
    options.confirm_lock = shell_->confirm_lock();
    options.variables = request_.variables;
    if (resumed) {
      options.resume = resumed->point;
      options.restore = resumed->restore;
    }
    if (!plan.reparented.empty()) {
      write_records("The history follows files whose parents were rewritten.",
                    store_.reparented(plan.reparented));
      options.generation = static_cast<int64_t>(plan.reparented.size());
    }
    run::Program program(database_.driver(), store_, plan, std::move(options));
    writer_.write(plan, program);
    writer_.close();
  }

  void write(const plan::Stamp& stamp, const std::vector<history::Entry>& added) {
    writer_.open({}, guard_);
    std::vector<db::Request> records;
    for (const std::string& id : stamp.remove) append(records, store_.unstamped(id));
    for (const history::Entry& entry : added) append(records, store_.stamped(entry));
    write_records("The history, and nothing else: no script runs.", std::move(records));
    writer_.close();
  }

 private:
  static void append(std::vector<db::Request>& all, std::vector<db::Request> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }

  void write_records(const std::string& heading, std::vector<db::Request> records) {
    std::vector<db::Request> all = store_.before_write(history::HistoryStore::SessionState::ignore);
    append(all, std::move(records));
    writer_.write(heading, store_.check_generation(0), all);
  }

  Database& database_;
  db::Guard guard_;
  const ScriptRequest& request_;
  std::unique_ptr<db::Shell> shell_;
  history::HistoryStore store_;
  run::ScriptWriter writer_;
};

std::vector<std::string> title(const Database& database, const ScriptRequest& request,
                               const WrittenScript& script) {
  const history::Actor& actor = database.store().actor();
  std::vector<std::string> lines = {request.command + " from " + script.from + " to " + script.to +
                                        ": " + counted(script.changes.size(), "revision") + ", " +
                                        counted(script.statements, "statement"),
                                    "for " + request.database,
                                    "written by " + actor.tool + ", run " + actor.run_id +
                                        (actor.note.empty() ? "" : ", " + actor.note)};
  for (const WrittenScript::Change& change : script.changes) {
    lines.push_back("  " + std::string(to_string(change.kind)) + " " + change.id + " " +
                    change.message);
  }
  lines.push_back("Run it with: " +
                  std::string(database.driver().shell(database.options().connect, "")->command()));
  return lines;
}

std::optional<run::Resumed> resumed(Database& database, const plan::Plan& plan,
                                    const plan::VariableValues& variables) {
  if (plan.steps.empty() || !plan.steps.front().resume) return std::nullopt;
  const plan::Step& step = plan.steps.front();
  const std::optional<std::string> stored = stored_script(database, *step.resume);
  return run::resume(database.driver(), database.connection(), step, stored ? &*stored : nullptr,
                     variables, db::Leftovers::leave);
}

}  // namespace

std::string_view to_string(WrittenScript::Change::Kind kind) {
  switch (kind) {
    case ChangeKind::up:
      return "up";
    case ChangeKind::down:
      return "down";
    case ChangeKind::recorded:
      return "recorded";
    case ChangeKind::removed:
      break;
  }
  return "removed";
}

plan::History history_at(const RevisionGraph& graph, const std::string& target) {
  const std::vector<bool> none(graph.size(), false);
  return history_of(
      graph, graph.closure(revision::resolve_target(graph, revision::parse_target(target), none)));
}

plan::History history_of(const RevisionGraph& graph, const std::vector<bool>& applied) {
  plan::History history;
  history.exists = true;
  for (size_t index = 0; index < graph.size(); ++index) {
    if (!applied[index]) continue;
    const revision::Revision& revision = graph.at(index);
    AppliedRevision row;
    row.seq = static_cast<int64_t>(history.rows.size()) + 1;
    row.id = revision.id;
    row.parents = revision.parents;
    row.depends_on = revision.depends_on;
    row.message = revision.message;
    history.rows.push_back(std::move(row));
  }
  return history;
}

plan::VariableValues without_secrets(const RevisionGraph& graph, plan::VariableValues values) {
  const auto add = [&](const revision::Header& header) {
    for (const revision::Variable& variable : header.variables) {
      if (variable.secrecy == revision::Variable::Secrecy::secret) {
        values.insert_or_assign(variable.name, ":" + variable.name);
      }
    }
  };
  for (const revision::Revision& revision : graph.revisions()) {
    add(revision.up.header);
    if (revision.down) add(revision.down->header);
  }
  return values;
}

WrittenScript write_script(Database& database, const RevisionGraph& graph, const plan::Plan& plan,
                           const ScriptRequest& request, Sink& output) {
  plan::State state = plan::match(graph, database.history());
  WrittenScript script;
  script.from = standing(graph, state.applied);
  for (const plan::Step& step : plan.steps) {
    const bool up = step.direction == plan::Direction::up;
    script.changes.push_back({step.id, step.message, up ? ChangeKind::up : ChangeKind::down});
    script.statements += step.outline.statements;
    if (const auto index = graph.find(step.id)) state.applied[*index] = up;
  }
  script.to = standing(graph, state.applied);
  const std::optional<run::Resumed> resume = resumed(database, plan, request.variables);
  const db::Guard guard = guard_for(database, script.from, request.steps);
  Nowhere nowhere;
  for (Sink* const out : {static_cast<Sink*>(&nowhere), &output}) {
    Script(database, guard, request, title(database, request, script), *out).write(plan, resume);
  }
  return script;
}

WrittenScript write_stamp_script(Database& database, const RevisionGraph& graph,
                                 const plan::Stamp& stamp, const ScriptRequest& request,
                                 Sink& output) {
  plan::State state = plan::match(graph, database.history());
  WrittenScript script;
  script.from = standing(graph, state.applied);
  const plan::Plan added =
      plan::prepare_upgrade(graph, state, stamp.add, database.driver().dialect());
  for (const std::string& id : stamp.remove) {
    script.changes.push_back({id, "", ChangeKind::removed});
    if (const auto index = graph.find(id)) state.applied[*index] = false;
  }
  std::vector<history::Entry> entries;
  for (const plan::Step& step : added.steps) {
    script.changes.push_back({step.id, step.message, ChangeKind::recorded});
    state.applied[*graph.find(step.id)] = true;
    entries.push_back(run::entry_of(step, std::nullopt));
  }
  script.to = standing(graph, state.applied);
  const db::Guard guard = guard_for(database, script.from, request.steps);
  Script(database, guard, request, title(database, request, script), output).write(stamp, entries);
  return script;
}

}  // namespace migrate::workflow
