// Changes of the history that run no script: stamp, purge, accept, resolve.
#pragma once

#include <string>
#include <vector>

#include "lib/plan/plan.h"
#include "lib/run/observer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// What the history records of the revisions at `indices`, from their files; the texts of up
/// scripts over `stored_script_bytes` stay out. Throws Error{invalid} as plan::prepare_upgrade.
[[nodiscard]] std::vector<history::Entry> file_entries(Database& database,
                                                       const revision::RevisionGraph& graph,
                                                       const std::vector<size_t>& indices,
                                                       size_t stored_script_bytes);

struct StampResult {
  std::vector<std::string> added;  ///< ids, in order
  std::vector<std::string> removed;
};
/// `yes`: every row goes first, also those of revisions that no file has.
enum class Purge { no, yes };
/// What stamp() would do. Throws Error{usage} for a bad target.
[[nodiscard]] plan::Stamp plan_stamp(Database& database, const revision::RevisionGraph& graph,
                                     const std::vector<std::string>& targets, Purge purge);
/// Under the run lock, in one transaction. The schema is not looked at.
StampResult stamp(Database& database, const revision::RevisionGraph& graph,
                  const std::vector<std::string>& targets, Purge purge, size_t stored_script_bytes,
                  run::Observer& observer);

/// A checksum that differs: the applied revision and both values.
struct ChangedScript {
  enum class Which { up, down };
  std::string id;
  Which which = Which::up;
  std::string recorded;
  std::string file;
  std::string path;
};
struct Validation {
  std::vector<ChangedScript> changed;
  std::vector<Diagnostic> problems;  ///< unknown revisions, holes, half-run revisions
  size_t compared = 0;               ///< applied revisions whose files were read
};
/// Compares every applied revision with its file.
[[nodiscard]] Validation validate(Database& database, const revision::RevisionGraph& graph);
/// Takes the files of `revisions` (ids or prefixes) as what was applied: new checksums and texts in
/// the history, one event each. Returns the ids whose checksums changed.
std::vector<std::string> accept(Database& database, const revision::RevisionGraph& graph,
                                const std::vector<std::string>& revisions,
                                size_t stored_script_bytes, run::Observer& observer);

/// The three ways out of a half-run script whose last statement's outcome is unknown.
enum class Resolution {
  retry,     ///< the statement did not happen: the next run tries it again
  applied,   ///< it happened: the next run goes on behind it
  reverted,  ///< a person has undone the done statements: the row goes
};
struct ResolveResult {
  std::string id;
  size_t statements_done = 0;
  std::string statement;  ///< the statement that was in question, shortened; may be empty
};
/// Throws Error{usage} when `revision` is not half-run.
ResolveResult resolve(Database& database, const revision::RevisionGraph& graph,
                      const std::string& revision, Resolution resolution, run::Observer& observer);

}  // namespace migrate::workflow
