// What a run will do, as a value that can be printed: the steps in order, each a script with its
// outline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/plan/state.h"
#include "lib/revision/graph.h"
#include "lib/revision/target.h"
#include "lib/sql/dialect.h"
#include "lib/sql/segments.h"

namespace migrate::plan {

using revision::AppliedRevision;
using Direction = AppliedRevision::Direction;

/// A check of a script, and the statement that it comes before.
struct StepCheck {
  size_t statement = 0;  ///< ordinal; a check in the header comes before the first
  revision::Check check;
};

/// One revision going one way. Owns everything the run needs, so the graph may go.
struct Step {
  Direction direction = Direction::up;
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::string message;
  revision::ScriptFile script;               ///< what runs now
  std::optional<revision::ScriptFile> down;  ///< of an up step: stored for a later way back
  std::string up_checksum;
  std::string down_checksum;
  sql::Outline outline;
  std::vector<StepCheck> checks = {};  ///< in the order of the statements
  /// Set when the database holds this step half-run: the row to resume from.
  std::optional<AppliedRevision> resume;
  bool out_of_order = false;  ///< fills a hole: a revision that stands on it is applied
};

struct Plan {
  std::vector<Step> steps;
  /// Of an upgrade: rows whose edges follow their files, before the first step.
  std::vector<Reparented> reparented;
  /// Warnings that do not stop the run (changed down files, …).
  std::vector<Diagnostic> warnings;
  /// Nothing runs; rows may follow their files all the same.
  [[nodiscard]] bool empty() const { return steps.empty(); }
  [[nodiscard]] size_t statements() const;
};

/// Which revisions an upgrade to `target` runs, in order (graph indices). A half-run revision comes
/// first. Throws Error: usage for a bad target; check for unknown revisions, holes (unless they are
/// to be filled), several heads (each named with author, message and file, and the way on);
/// in_doubt for a half-run downgrade. Cheap: reads no script.
[[nodiscard]] std::vector<size_t> pending(const revision::RevisionGraph& graph, const State& state,
                                          const std::string& target, Holes holes = Holes::refuse);

/// Which revisions a downgrade to `target` undoes, in order. Throws as pending(), and Error{failed}
/// when an irreversible or half-run revision is among them (named, with its reason, before anything
/// runs). A revision without a file is included when its row is: the caller adds the stored text.
struct Undo {
  std::vector<std::string> ids;  ///< in the order they are undone
};
[[nodiscard]] Undo undone(const revision::RevisionGraph& graph, const State& state,
                          const std::string& target);

/// The applied `ids` and everything that stands on them, as undone() orders and checks it.
[[nodiscard]] Undo undone_with(const revision::RevisionGraph& graph, const State& state,
                               const std::vector<std::string>& ids);

/// A redo of `target`: the applied revision it names (or the last N, for "-N") and everything that
/// stands on it goes down, and up again. Throws as undone(), and Error{check} as pending() for
/// unknown revisions and holes, which could not come up again.
struct Redo {
  Undo down;
  std::vector<size_t> up;  ///< the same revisions in the order they are applied (graph indices)
};
[[nodiscard]] Redo redone(const revision::RevisionGraph& graph, const State& state,
                          const std::string& target);

/// The set that `stamp` makes: rows to add (graph indices in order) and ids to remove.
struct Stamp {
  std::vector<size_t> add;
  std::vector<std::string> remove;
};
[[nodiscard]] Stamp stamped(const revision::RevisionGraph& graph, const State& state,
                            const std::vector<std::string>& targets);

/// Reads and splits the scripts of `indices`: the steps of an upgrade. Every problem found in any
/// of them is thrown as one Error{invalid} with all findings.
[[nodiscard]] Plan prepare_upgrade(const revision::RevisionGraph& graph, const State& state,
                                   const std::vector<size_t>& indices, const sql::Dialect& dialect);

/// The step of a downgrade of `row` with `script` (the file, or the text stored at upgrade time).
[[nodiscard]] Step prepare_downgrade(const AppliedRevision& row, revision::ScriptFile script,
                                     const sql::Dialect& dialect);

/// "s1:…" over revisions, checksums and the database's state: what `plan` prints and
/// `upgrade --expect` demands.
[[nodiscard]] std::string digest(const Plan& plan, const State& state);

}  // namespace migrate::plan
