// What a table remembers of one of its indexes, be it one of a constraint: that it clusters by it,
// and that logical replication tells rows by it.
#pragma once

#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// Statements for the marks of an index or constraint that was just made.
[[nodiscard]] std::vector<Statement> mark_index(const Fact& fact, const Sides& sides);
/// The same for those of them that `change` changes.
[[nodiscard]] std::vector<Statement> remark_index(const Change& change, const Sides& sides);

}  // namespace migrate::postgresql
