// Two schemas compared, and the way from one to the other.
#pragma once

#include <vector>

#include "lib/schema/lookalike.h"
#include "lib/schema/planner.h"
#include "lib/schema/rename.h"
#include "lib/workflow/bench.h"

namespace migrate::workflow {

struct Comparison {
  schema::Catalog before;
  schema::Catalog after;
  /// Statements that turn `before` into `after`; none where they are equal.
  schema::SchemaPlan plan;
  /// What the plan leaves alone because people would lose it.
  std::vector<schema::Kept> kept;
  /// What the plan begins with: `before` is the schema behind these (renames.h).
  std::vector<schema::Rename> renames = {};
  /// What could be renamed as well, where nobody has said so.
  std::vector<schema::Lookalike> lookalikes = {};

  /// The renames without those that only make room for others.
  [[nodiscard]] std::vector<schema::Rename> told_renames() const {
    std::vector<schema::Rename> result = renames;
    std::erase_if(result, [](const schema::Rename& rename) { return rename.aside; });
    return result;
  }
  [[nodiscard]] std::vector<schema::Change> changes() const {
    return schema::difference(before, after);
  }
  /// The changes without those that another one tells: columns of a table that is made or dropped.
  [[nodiscard]] std::vector<schema::Change> told_changes() const;
};

enum class Losses {
  allow,  ///< the plan goes all the way
  keep,   ///< what would be lost stays: `after` is made to have it, and `kept` tells
};

/// Compares. Where texts differ (a CHECK, a view), both are made anew in scratch from what the
/// server says of them and compared again: PostgreSQL reads `x IN ('a')` back as other words than
/// those that it makes of them, and says the same from then on. Throws Error{usage} where the
/// engine has no scripts of that style.
[[nodiscard]] Comparison compare(const Bench& bench, schema::Catalog before, schema::Catalog after,
                                 Losses losses, const schema::Style& style = {});

}  // namespace migrate::workflow
