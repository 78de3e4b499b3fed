// A database against what it should be.
#pragma once

#include <string>
#include <vector>

#include "lib/workflow/comparison.h"
#include "lib/workflow/outside.h"

namespace migrate::workflow {

struct Drift {
  /// From what the database is to what it should be, without what is allowed.
  Comparison comparison;
  /// Differences that the allowlist lets pass.
  std::vector<std::string> allowed;
  /// What can't be compared, in the database: of a kind that is not known.
  std::vector<schema::Identity> unmodelled;
  std::string observer;  ///< who else was asked: "pg_dump 15.18"; empty: nobody
  /// What that one sees and the comparison doesn't.
  std::vector<OutsideDifference> outside;

  /// Differences, as they are told to people.
  [[nodiscard]] size_t count() const {
    return comparison.told_renames().size() + comparison.told_changes().size() + outside.size();
  }
  [[nodiscard]] bool none() const {
    return comparison.renames.empty() && comparison.changes().empty() && outside.empty();
  }
};

/// What `drift` says of one change, for people and for the allowlist: "table shop is missing",
/// "index public.i should not be there", "column public.t.x: type is int, should be bigint".
[[nodiscard]] std::string drift_line(const schema::Change& change);

/// The same of a name: "table users should be called members".
[[nodiscard]] std::string drift_line(const schema::Rename& rename);

/// Compares `actual` with `expected`, in which things may have new names that `comments` tell. A
/// difference whose line contains one of `allow` passes, with all parts of what it is about; a
/// rename that would is two differences: what is missing, and what should not be there. Throws as
/// compare_renamed().
[[nodiscard]] Drift find_drift(const Bench& bench, schema::Catalog actual, schema::Catalog expected,
                               const std::vector<schema::RenameComment>& comments,
                               const std::vector<std::string>& allow);

}  // namespace migrate::workflow
