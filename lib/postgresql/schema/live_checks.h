// Queries on the live data that find the rows in the way of a change, before it is tried. They are
// for tables and columns that are there before the script, as they are; of others nothing is known.
// Each query stands on one line.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

using Queries = std::vector<std::string>;

/// Rows without a value in a column that is to be NOT NULL.
[[nodiscard]] Queries rows_without(const Fact& column, const Sides& sides);
/// All rows, where a new column is NOT NULL and nothing says what they are to have in it: no
/// default, be it the type's, no identity, no expression.
[[nodiscard]] Queries rows_without_default(const Fact& column, const Sides& sides);
/// Rows that a new (or now to be validated) UNIQUE, PRIMARY KEY, FOREIGN KEY or CHECK refuses.
[[nodiscard]] Queries rows_against_constraint(const Fact& constraint, const Sides& sides);
/// Keys that a new unique index finds more than once.
[[nodiscard]] Queries rows_against_index(const Fact& index, const Sides& sides);
/// Rows whose values the column's new type doesn't have: narrower integers and numerics, shorter
/// texts, texts that are to become something else (unreadable_texts.h), no label of an enum among
/// it.
[[nodiscard]] Queries rows_out_of_range(const Change& column, const Sides& sides);
/// Rows of `column`, of an enum or an array of it, that have one of `labels`, which are to go.
[[nodiscard]] Queries rows_with_labels(const Fact& column, const std::vector<std::string>& labels,
                                       const Sides& sides);

}  // namespace migrate::postgresql
