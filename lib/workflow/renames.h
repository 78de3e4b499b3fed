// Renames carried out in scratch, and comparisons that begin behind them.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/rename.h"
#include "lib/workflow/comparison.h"

namespace migrate::workflow {

/// What people say of renames.
struct RenameRequests {
  std::vector<schema::RenameComment> comments = {};
  std::vector<std::string> accepted = {};  ///< "old=new", of the command line

  [[nodiscard]] bool none() const { return comments.empty() && accepted.empty(); }
};

/// Whether any of `requests` could be about something that isn't in `before` yet; when not, nothing
/// is to be tried. Throws as schema::wishes().
[[nodiscard]] bool may_rename(const Bench& bench, const RenameRequests& requests,
                              const schema::Catalog& before, const schema::Catalog& after);

/// As compare(), but what is renamed is the same thing on both sides: the plan begins with the
/// renames, and `before` is the schema behind them. `trial`: a database with the schema before, in
/// which they are tried and taken back. Throws Error as the functions of schema/rename.h, and
/// Error{failed} where a rename fails.
[[nodiscard]] Comparison compare_renamed(const Bench& bench, Trial& trial,
                                         const schema::Catalog& after,
                                         const RenameRequests& requests, Losses losses,
                                         const schema::Style& style = {});

/// The renames taken back, last one first.
[[nodiscard]] std::vector<schema::PlannedStatement> renames_back(
    const std::vector<schema::Rename>& renames);

}  // namespace migrate::workflow
