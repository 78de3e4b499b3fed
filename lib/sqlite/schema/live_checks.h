// Queries on the live data that find the rows in the way of a change, before it is tried: one line
// each, for tables and columns that are there before the script.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/rules.h"

namespace migrate::sqlite {

/// Rows that a table made anew will not take: NULLs where its columns become NOT NULL, all rows
/// where a new column must have a value and has no default, values that a STRICT column's type
/// doesn't have, keys that are there twice, children without parents, rows that fail a new CHECK.
[[nodiscard]] std::vector<std::string> rows_in_the_way(const schema::Identity& table,
                                                       const schema::Sides& sides);
/// Keys that a new unique index finds more than once; none for an index that isn't unique.
[[nodiscard]] std::vector<std::string> rows_against_index(const schema::Fact& index,
                                                          const schema::Sides& sides);

}  // namespace migrate::sqlite
