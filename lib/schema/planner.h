// From one catalog to another: the statements, in an order in which they run.
//
//     difference → touched (what else must move) → acts and edges → order → statements
//
// Each create, alteration and drop is an act; edges come from what the facts need on both sides.
// Parts are grouped with their whole (a column with CREATE TABLE) and leave the group only where
// the order has a cycle otherwise.
#pragma once

#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/schema/rules.h"

namespace migrate::schema {

/// A statement, and what it is about.
struct PlannedStatement {
  Statement statement;
  Identity about;
};

struct SchemaPlan {
  std::vector<PlannedStatement> statements = {};
  /// Changes that can't be made; the plan leaves them out.
  std::vector<Diagnostic> impossible = {};
};

/// The plan from `before` to `after`. Throws Error{failed} naming the facts when a rule has made a
/// cycle that nothing breaks.
[[nodiscard]] SchemaPlan plan(const Catalog& before, const Catalog& after, const Rules& rules,
                              const Style& style = {});

/// The catalog of an empty database, as plan() needs it to make all of `catalog`: with what is
/// always there.
[[nodiscard]] Catalog emptied(const Catalog& catalog, const Rules& rules);

/// What a plan was not to do, in the words of the rules.
struct Kept {
  Identity identity;
  std::string loss;  ///< "table orders with its rows"
};

/// The way from such an empty database to `catalog`.
[[nodiscard]] SchemaPlan plan_from_nothing(const Catalog& catalog, const Rules& rules);

/// `after` with everything in it that a plan from `before` would lose: dropped tables and columns
/// stay, with what they need, and a change that loses something is not made. Each is in `kept`.
[[nodiscard]] Catalog without_losses(const Catalog& before, const Catalog& after,
                                     const Rules& rules, std::vector<Kept>& kept);

}  // namespace migrate::schema
