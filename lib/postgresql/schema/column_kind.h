// Columns as they are written inside CREATE TABLE.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// "total numeric(10,2) DEFAULT 0 NOT NULL"; `default_value` may be null.
[[nodiscard]] std::string column_definition(const Fact& fact, const Fact* default_value);
/// The column's default among the parts that are written with it, or null.
[[nodiscard]] const Fact* default_among(const Fact& column, const std::vector<const Fact*>& parts);
/// Statements for what a column definition can't say: storage, statistics, comment, grants.
[[nodiscard]] std::vector<Statement> dress_column(const Fact& fact, const Sides& sides);

}  // namespace migrate::postgresql
