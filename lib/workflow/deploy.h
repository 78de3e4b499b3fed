// What a deploy finds out before and after its upgrade: what the database is, and whether it is
// what it should be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/workflow/apply.h"
#include "lib/workflow/bench.h"
#include "lib/workflow/drift.h"
#include "lib/workflow/interruption.h"
#include "lib/workflow/place.h"

namespace migrate::workflow {

/// What a deploy goes by.
struct DeploySubject {
  Database& database;
  const revision::RevisionGraph& graph;
  const Bench& bench;
  const FactsFile* facts;  ///< may be null
  const plan::VariableValues& variables;
  const Interruption& interruption;
};

/// What is done with a database that has a schema and no history.
struct AdoptOptions {
  std::string at;  ///< the revision that it is taken for, whatever its schema; empty: find_place()
  enum class Lacking {
    refuse,
    reconcile,  ///< where it only lacks things to be at a revision, they are added
  } lacking = Lacking::refuse;
};

/// What the database was found to be, and what is to be done about it.
struct Standing {
  enum class Kind {
    empty,     ///< nothing of the project is there: everything runs
    managed,   ///< it has a history: what is pending runs
    unmanaged  ///< it has a schema without a history: it is adopted first, then the rest runs
  } kind = Kind::empty;
  std::vector<std::string> adopt;         ///< unmanaged: ids that are recorded without running
  std::vector<schema::Identity> foreign;  ///< what no revision makes, as far as it was looked for
  std::vector<std::string> missing;       ///< statements that add what it lacks to be there
  plan::Plan plan;                        ///< what is pending then
  bool bare = false;  ///< nothing at all is in the database, not even what `ignore` names
};

/// "empty", "managed", "unmanaged".
[[nodiscard]] std::string_view to_string(Standing::Kind kind);

/// Finds it out; changes nothing. Throws Error{check} where it is not certain what an unmanaged
/// database has, with what it comes nearest to; and as plan_upgrade(), find_place() and
/// missing_part().
[[nodiscard]] Standing find_standing(const DeploySubject& subject, const AdoptOptions& adopt);

/// Whether a database is what its applied revisions make.
struct DriftVerdict {
  enum class Kind {
    none,
    leftovers,    ///< only the database has something: more than was promised
    critical,     ///< something that was promised is missing or different
    not_checked,  ///< neither a scratch database nor a file of facts tells
  } kind = Kind::none;
  /// Who promised it: a new revision puts right what schema files say, and nothing else.
  enum class By { revisions, schema_files } by = By::revisions;
  Drift drift;
  /// Critical: what would put it right and loses nothing, and what no statement can.
  schema::SchemaPlan proposal;
};

/// "none", "leftovers", "critical", "not checked".
[[nodiscard]] std::string_view to_string(DriftVerdict::Kind kind);

/// What a database is held against.
struct Expectation {
  /// The schema files; null: what the applied revisions make.
  const std::vector<SourceText>* schema_files = nullptr;
  std::vector<std::string> allow = {};  ///< texts of differences that pass
};

/// Looks. Throws as promised(), but for a lack of scratch databases, and as load_schema().
[[nodiscard]] DriftVerdict look_for_drift(const DeploySubject& subject,
                                          const Expectation& expectation);

/// One thing that a deploy does, in the order in which it does them.
struct DeployStep {
  std::string name;     ///< "connect", "lock", "look", "backup", "adopt", "upgrade", "drift", …
  std::string outcome;  ///< in words
  Milliseconds duration{0};
};

struct DeployResult {
  std::vector<DeployStep> steps;
  Standing standing;
  std::optional<ApplyResult> run;  ///< none: nothing was to run, or nothing was to be done
  std::optional<DriftVerdict> drift;
};

}  // namespace migrate::workflow
