#include "lib/workflow/apply.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/run/runner.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/one_transaction.h"
#include "lib/workflow/reconnect.h"
#include "lib/workflow/shared_session.h"
#include "lib/workflow/steps.h"
#include "lib/workflow/stored_scripts.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;

/// Collects what the run did, on its way to the caller's observer.
class Recorder final : public run::Observer {
 public:
  Recorder(run::Observer& observer, ApplyResult& result) : observer_(observer), result_(result) {}

  void on(const run::Event& event) override {
    if (event.kind == run::Event::Kind::step_done) {
      result_.steps.push_back({event.step->id, event.step->message, event.step->direction,
                               event.step->outline.statements, event.duration});
    }
    observer_.on(event);
  }
  [[nodiscard]] bool looks_on() const override { return observer_.looks_on(); }
  void watched(const db::Activity& activity) override { observer_.watched(activity); }

 private:
  run::Observer& observer_;
  ApplyResult& result_;
};

void demand(const plan::Plan& plan, const plan::State& state, const std::string& expected) {
  if (expected.empty()) return;
  const std::string actual = plan::digest(plan, state);
  if (actual != expected) {
    throw Error(
        ErrorCode::check,
        "the plan is not the one that was approved: its digest is " + actual + ", not " + expected,
        "look at `migrate plan` again: revisions, files or the database have changed");
  }
}

/// What goes when everything that the run `wanted` ("last" or an id) applied goes.
plan::Undo undone_by_run(const RevisionGraph& graph, const plan::State& state,
                         const std::string& wanted) {
  if (state.rows.empty()) throw Error(ErrorCode::usage, "nothing is applied");
  const std::string run = wanted == "last" ? state.rows.back().run_id : wanted;
  std::vector<std::string> ids;
  for (const AppliedRevision& row : state.rows) {
    if (row.run_id == run) ids.push_back(row.id);
  }
  if (ids.empty()) {
    throw Error(ErrorCode::usage, "no applied revision was applied by the run " + wanted,
                "`migrate status` shows what is applied");
  }
  return plan::undone_with(graph, state, ids);
}

/// An option that would be ignored is refused.
void demand_watch(Database& database, const ApplyOptions& options) {
  if (!options.kill_blockers) return;
  if (database.driver().watch(database.connection(), database.options().connect)) return;
  throw Error(ErrorCode::usage, "--kill-blockers: this engine has no sessions that could be ended");
}

/// Returns how many steps are left: those that had no time any more.
size_t run_plan(Database& database, const plan::Plan& plan, const db::Lock& lock,
                const ApplyOptions& options, run::Observer& observer) {
  run::RunnerOptions runner_options;
  runner_options.stored_script_bytes = options.stored_script_bytes;
  runner_options.generation = database.history().generation;
  runner_options.confirm_lock = lock.confirm();
  runner_options.interrupted = options.interrupted;
  runner_options.command = options.command;
  runner_options.tracer = options.tracer;
  runner_options.watcher =
      database.driver().watch(database.connection(), database.options().connect);
  runner_options.kill_blockers = options.kill_blockers;
  runner_options.variables = options.variables;
  runner_options.transactions = options.transactions;
  runner_options.stop_after = options.stop_after;
  runner_options.first_run = database.history().rows.empty();
  if (const auto& resume = plan.steps.front().resume) {
    runner_options.stored_script = stored_script(database, *resume);
  }
  run::Runner runner(database.driver(), database.connection(), database.store(), observer,
                     std::move(runner_options));
  runner.run(plan);
  return plan.steps.size() - runner.steps_done();
}

/// Writes the files' edges into the rows, in a transaction of their own: no script runs for it.
void follow_files(Database& database, const std::vector<plan::Reparented>& reparented) {
  if (reparented.empty()) return;
  database.store().write(database.connection(), database.store().reparented(reparented));
  database.refresh();
}

/// Runs what `plan` holds, over as many connections as it takes; takes from it what is done.
void run_through(Database& database, std::shared_ptr<db::Lock> lock, plan::Plan& plan,
                 const ApplyOptions& options, run::Observer& observer, ApplyResult& result) {
  Reconnection reconnection(database);
  while (!plan.empty()) {
    const size_t before = result.steps.size();
    try {
      result.left = run_plan(database, plan, *lock, options, observer);
      return;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::unreachable) throw;
      lock.reset();
      reconnection.go_on(error, plan, result.steps.size() - before, observer);
    }
    if (!plan.empty()) lock = lock_for_writing(database, observer);
  }
}

/// Plans, and when there is something to do: locks, plans again, runs.
template <class MakePlan>
ApplyResult apply(Database& database, const RevisionGraph& graph, const ApplyOptions& options,
                  run::Observer& observer, const MakePlan& make_plan) {
  const Stopwatch time;
  ApplyResult result;
  result.run_id = database.store().actor().run_id;
  demand_watch(database, options);
  const auto planned = [&] {
    plan::Plan plan = make_plan();
    demand_no_session_state(plan, database.connection());
    if (options.transactions == run::ProgramOptions::Transactions::one) {
      demand_one_transaction(plan, database.connection(), database.driver().dialect());
    }
    return plan;
  };
  plan::Plan plan = planned();
  demand(plan, plan::match(graph, database.history()), options.expect);
  if (!plan.empty() || !plan.reparented.empty()) {
    std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
    plan = planned();
    demand(plan, plan::match(graph, database.history()), options.expect);
    keep_missing_scripts(database, graph, options.stored_script_bytes);
    follow_files(database, plan.reparented);
    result.reparented = std::move(plan.reparented);
    Recorder recorder(observer, result);
    if (!plan.empty()) run_through(database, std::move(lock), plan, options, recorder, result);
  }
  result.warnings = std::move(plan.warnings);
  result.duration = time.elapsed();
  return result;
}

}  // namespace

plan::Plan plan_upgrade(Database& database, const RevisionGraph& graph, const std::string& target,
                        const plan::VariableValues& variables, plan::Holes holes) {
  const plan::State state = plan::match(graph, database.history());
  const std::vector<size_t> indices =
      plan::pending(graph, state, target.empty() ? "head" : target, holes);
  plan::Plan plan;
  plan.reparented = state.reparented;
  if (indices.empty()) return plan;
  const plan::Changed changed = plan::changed_files(graph, state, database.driver().dialect());
  std::vector<Diagnostic> findings = plan::describe_changed(graph, changed);
  if (!changed.up.empty()) {
    std::erase_if(findings,
                  [](const Diagnostic& finding) { return finding.severity != Severity::error; });
    throw Error(ErrorCode::check, std::move(findings));
  }
  plan.steps = plan::prepare_upgrade(graph, state, indices, database.driver().dialect()).steps;
  plan::demand_values(plan, variables);
  plan.warnings.insert(plan.warnings.end(), findings.begin(), findings.end());
  return plan;
}

std::vector<Diagnostic> changed_since(const Database& database, const RevisionGraph& graph) {
  const plan::State state = plan::match(graph, database.history());
  std::vector<Diagnostic> found =
      plan::describe_changed(graph, plan::changed_files(graph, state, database.driver().dialect()));
  for (Diagnostic& finding : found) finding.severity = Severity::warning;
  return found;
}

plan::Plan plan_downgrade(Database& database, const RevisionGraph& graph,
                          const ApplyOptions& options) {
  const plan::State state = plan::match(graph, database.history());
  const plan::Undo undo =
      options.run.empty()
          ? plan::undone(graph, state, options.target.empty() ? "-1" : options.target)
          : undone_by_run(graph, state, options.run);
  plan::Plan plan;
  for (const std::string& id : undo.ids) {
    plan.steps.push_back(downgrade_step(database, graph, *state.row(id)));
  }
  plan::demand_values(plan, options.variables);
  return plan;
}

plan::Plan plan_redo(Database& database, const RevisionGraph& graph, const ApplyOptions& options) {
  const plan::State state = plan::match(graph, database.history());
  const plan::Redo redo =
      plan::redone(graph, state, options.target.empty() ? "-1" : options.target);
  plan::Plan plan;
  for (const std::string& id : redo.down.ids) {
    plan.steps.push_back(downgrade_step(database, graph, *state.row(id), DownScript::stored));
  }
  plan::Plan up = plan::prepare_upgrade(graph, state, redo.up, database.driver().dialect());
  std::move(up.steps.begin(), up.steps.end(), std::back_inserter(plan.steps));
  plan::demand_values(plan, options.variables);
  return plan;
}

ApplyResult upgrade(Database& database, const RevisionGraph& graph, const ApplyOptions& options,
                    run::Observer& observer) {
  return apply(database, graph, options, observer, [&] {
    return plan_upgrade(database, graph, options.target, options.variables, options.holes);
  });
}

ApplyResult downgrade(Database& database, const RevisionGraph& graph, const ApplyOptions& options,
                      run::Observer& observer) {
  return apply(database, graph, options, observer,
               [&] { return plan_downgrade(database, graph, options); });
}

ApplyResult redo(Database& database, const RevisionGraph& graph, const ApplyOptions& options,
                 run::Observer& observer) {
  return apply(database, graph, options, observer,
               [&] { return plan_redo(database, graph, options); });
}

}  // namespace migrate::workflow
