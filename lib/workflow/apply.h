// Upgrade, downgrade and redo, whole: plan, lock, read again, run.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lib/plan/plan.h"
#include "lib/plan/variables.h"
#include "lib/run/observer.h"
#include "lib/run/program.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

struct ApplyOptions {
  std::string target;                       ///< empty: head for an upgrade, else -1
  std::string expect;                       ///< digest that the plan must have; empty: any
  plan::Holes holes = plan::Holes::refuse;  ///< upgrade: `--out-of-order` fills them
  std::string run;                 ///< downgrade: undo what this run applied ("last" or a run id)
  plan::VariableValues variables;  ///< for the names that scripts declare
  size_t stored_script_bytes = 1 << 20;  ///< up scripts over this are kept by checksum only
  /// `--single-transaction`: everything that is to run is committed at once, or nothing.
  run::ProgramOptions::Transactions transactions = run::ProgramOptions::Transactions::each_segment;
  /// No segment begins after it: the run ends there, as one that is done.
  std::optional<std::chrono::steady_clock::time_point> stop_after;
  /// Sessions that hold a lock in an idle transaction older than this are ended before a retry.
  std::optional<Milliseconds> kill_blockers;
  std::string command = "migrate upgrade";  ///< for messages: what goes on after a failure
  /// Looks on at each statement, and tells the observer; null: nobody does.
  const db::Tracer* tracer = nullptr;
  /// Set to a signal's number when the run must stop; may be null.
  const std::atomic<int>* interrupted = nullptr;
};

struct AppliedStep {
  std::string id;
  std::string message;
  plan::Direction direction = plan::Direction::up;
  size_t statements = 0;
  Milliseconds duration{0};
};

struct ApplyResult {
  std::string run_id;
  std::vector<AppliedStep> steps;            ///< empty: nothing was to run
  size_t left = 0;                           ///< revisions that had no time any more
  std::vector<plan::Reparented> reparented;  ///< rows that followed their files
  std::vector<Diagnostic> warnings;
  Milliseconds duration{0};
};

/// The plan of an upgrade now, without running it. Throws as plan::pending and prepare_upgrade,
/// Error{check} when applied files changed, and Error{usage} for a variable without a value.
[[nodiscard]] plan::Plan plan_upgrade(Database& database, const revision::RevisionGraph& graph,
                                      const std::string& target,
                                      const plan::VariableValues& variables = {},
                                      plan::Holes holes = plan::Holes::refuse);
/// Files of applied revisions that are not what ran, as warnings. An upgrade that has something to
/// run refuses changed up scripts.
[[nodiscard]] std::vector<Diagnostic> changed_since(const Database& database,
                                                    const revision::RevisionGraph& graph);
[[nodiscard]] plan::Plan plan_downgrade(Database& database, const revision::RevisionGraph& graph,
                                        const ApplyOptions& options);
/// The plan of a redo: down by the stored texts, then up by the files. Throws as plan::redone and
/// prepare_upgrade.
[[nodiscard]] plan::Plan plan_redo(Database& database, const revision::RevisionGraph& graph,
                                   const ApplyOptions& options);

/// Nothing pending: no lock, no write. Else takes the run lock (Error{locked} names the holder),
/// reads and plans again, lets rows follow files that were re-parented, runs. Throws Error on the
/// first failure, with what was rolled back, what stays and what to run next in its notes.
ApplyResult upgrade(Database& database, const revision::RevisionGraph& graph,
                    const ApplyOptions& options, run::Observer& observer);
ApplyResult downgrade(Database& database, const revision::RevisionGraph& graph,
                      const ApplyOptions& options, run::Observer& observer);
/// When an up script fails, what went down stays down: the next upgrade applies it.
ApplyResult redo(Database& database, const revision::RevisionGraph& graph,
                 const ApplyOptions& options, run::Observer& observer);

}  // namespace migrate::workflow
