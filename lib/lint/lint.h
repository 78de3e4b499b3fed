// The review gate over scripts: what a rule hits becomes a finding with its place, unless a tag or
// the policy says otherwise.
#pragma once

#include <string>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/lint/analyzer.h"
#include "lib/lint/policy.h"
#include "lib/revision/graph.h"
#include "lib/sql/dialect.h"

namespace migrate::lint {

struct Finding {
  const Rule* rule = nullptr;
  size_t script = 0;  ///< index into Report::scripts
  Severity severity = Severity::error;
  /// A tag or `lint-ignore` covers it: shown, not counted.
  bool approved = false;
  /// The baseline has it: it was there before.
  bool known = false;
  std::string approved_by;
  std::string reason;
  Location location;
  std::string excerpt;  ///< the source line that `location` points into
  std::string message;
  std::string object;
  std::string lock;
  std::string fix;    ///< SQL; may be empty
  std::string loser;  ///< see Hit

  [[nodiscard]] bool counts() const { return !approved && !known; }
  /// Whether rows, values or whole objects are gone by it, approved or not.
  [[nodiscard]] bool loses() const;
  /// Who approved it and why: "by Ann: seen", "by Ann", "seen"; empty: it isn't said.
  [[nodiscard]] std::string consent() const;
};

struct Report {
  std::vector<Finding> findings;     ///< by file, then by place
  std::vector<std::string> scripts;  ///< their names, in the order in which they were judged
  size_t statements = 0;

  /// How many that count are at least as bad as `severity`.
  [[nodiscard]] size_t count(Severity severity) const;
};

/// Whether the revisions of a range reach a database one after another, each of them met by a
/// program that runs, or all at once: then what the earlier make is new to the later ones.
enum class Arrival { one_by_one, together };

struct Judging {
  Analyzer& analyzer;
  const sql::Dialect& dialect;
  const Policy& policy;
};

/// Judges the up scripts of `revisions` (indices of `graph`), each on what its ancestors make. What
/// one of them leaves in the schema and another mends is not found.
[[nodiscard]] Report lint_revisions(const revision::RevisionGraph& graph,
                                    const std::vector<size_t>& revisions, Arrival arrival,
                                    const Judging& judging);

/// Judges the down script of a revision, on what it and its ancestors make. What loses data is not
/// reported, for that is what down scripts are for, and nothing counts more than info.
/// Precondition: it has one.
[[nodiscard]] Report lint_down(const revision::RevisionGraph& graph, size_t revision,
                               const Judging& judging);

/// Judges a file that belongs to no graph: what it does not make itself is taken to be there, and
/// in use.
[[nodiscard]] Report lint_source(const SourceText& source, const Judging& judging);

/// Adds what `other` found behind what `report` has.
void append(Report& report, Report other);

}  // namespace migrate::lint
