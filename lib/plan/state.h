// What the database says: its history as read, and that history held against the graph.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/graph.h"
#include "lib/sql/dialect.h"

namespace migrate::plan {

/// The history tables, as read in one query.
struct History {
  bool exists = false;                          ///< false: no history tables yet
  int64_t format = 0;                           ///< version of the tables
  int64_t generation = 0;                       ///< counts every write
  std::vector<revision::AppliedRevision> rows;  ///< by seq
};

/// An applied revision whose file names other parents, or other depends-on, than its row.
struct Reparented {
  std::string id;
  std::vector<std::string> parents, depends_on;          ///< as the file says
  std::vector<std::string> old_parents, old_depends_on;  ///< as the row says
};
/// "b2: parents a1 → c3": what changed.
[[nodiscard]] std::string describe(const Reparented& reparented);

/// The history matched with the graph.
struct State {
  std::vector<bool> applied;  ///< over the graph's order; running ones not included
  std::vector<revision::AppliedRevision> rows;  ///< as in the history
  std::vector<size_t> unknown;                  ///< indices into rows: no file has that revision
  std::vector<size_t> running;                  ///< indices into rows: half-run
  std::vector<size_t> holes;           ///< graph indices: not applied, though a dependent is
  std::vector<Reparented> reparented;  ///< in the order of the graph
  std::unordered_map<std::string, size_t> places;  ///< of the rows, by id

  /// The row of `id`, or null.
  [[nodiscard]] const revision::AppliedRevision* row(const std::string& id) const;
};

/// The one row that `name`, an id or its beginning, names. Throws Error{usage} with the choices.
[[nodiscard]] const revision::AppliedRevision& named_row(
    const std::vector<revision::AppliedRevision>& rows, const std::string& name);

[[nodiscard]] State match(const revision::RevisionGraph& graph, const History& history);

/// What an upgrade does about holes: `upgrade --out-of-order` fills them.
enum class Holes { refuse, fill };
/// Findings that stop a run, each with its way out: unknown ids, and holes unless they are to be
/// filled. Half-run revisions are left to the plan (an upgrade resumes them).
[[nodiscard]] std::vector<Diagnostic> problems(const revision::RevisionGraph& graph,
                                               const State& state, Holes holes = Holes::refuse);

/// Warnings for state.reparented: nothing runs because of them, and an upgrade lets the history
/// follow the files.
[[nodiscard]] std::vector<Diagnostic> describe_reparented(const revision::RevisionGraph& graph,
                                                          const State& state);

/// Applied revisions whose up file (`changed_up`) or down file (`changed_down`) differs from the
/// checksum in the history. Reads every applied file. A
/// row without a checksum, or with one of another algorithm, is not compared.
struct Changed {
  std::vector<size_t> up;  ///< graph indices
  std::vector<size_t> down;
};
[[nodiscard]] Changed changed_files(const revision::RevisionGraph& graph, const State& state,
                                    const sql::Dialect& dialect);
/// The checksum of a script's file as it is now, its includes expanded.
[[nodiscard]] std::string checksum_of(const revision::ScriptFile& script,
                                      const sql::Dialect& dialect);
/// The findings for changed files: up ones are errors, down ones warnings.
[[nodiscard]] std::vector<Diagnostic> describe_changed(const revision::RevisionGraph& graph,
                                                       const Changed& changed);

}  // namespace migrate::plan
