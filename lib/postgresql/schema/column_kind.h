// Columns as they are written inside CREATE TABLE.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// "total numeric(10,2) DEFAULT 0 NOT NULL", with what of `parts` is written inside: the default,
/// or `serial` for it and its sequence.
[[nodiscard]] std::string column_definition(const Fact& fact,
                                            const std::vector<const Fact*>& parts);
/// The end of it, from the default on: " DEFAULT 0 NOT NULL".
[[nodiscard]] std::string column_options(const Fact& fact, const std::vector<const Fact*>& parts);
/// Statements for what a column definition can't say: storage, statistics, comment, grants.
[[nodiscard]] std::vector<Statement> dress_column(const Fact& fact, const Sides& sides);

}  // namespace migrate::postgresql
