// Changes of tables in use, with as few and as short locks as can be: what looks at all rows does
// so in a transaction of its own, under a lock that keeps nobody from reading and writing.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// Whether `part` is to be changed online: asked for, and its table is there before and after. A
/// partitioned table can't be: PostgreSQL has neither CONCURRENTLY nor NOT VALID for all of it.
[[nodiscard]] bool is_online(const Fact& part, const Sides& sides);

/// A statement that runs outside any transaction because it is told to.
[[nodiscard]] Statement alone(std::string text);

/// A CHECK or FOREIGN KEY: added for new rows, then validated for old ones.
[[nodiscard]] std::vector<Statement> add_and_validate(const Fact& constraint, const Sides& sides);

/// A UNIQUE or PRIMARY KEY: its index is built first, beside readers and writers. None where the
/// definition has what an index made so can't have.
[[nodiscard]] std::vector<Statement> add_by_index(const Fact& constraint, const Sides& sides);

/// SET NOT NULL, which looks at no row where a validated CHECK says that there is no NULL (from
/// PostgreSQL 12 on).
[[nodiscard]] std::vector<Statement> not_null_by_check(const Fact& column, const Sides& sides);

/// `add`, a clause that adds the constraint `name` to the column's table, as NOT VALID (18: for
/// NOT NULL, too); then validated.
[[nodiscard]] std::vector<Statement> not_null_validated_later(Statement add,
                                                              const std::string& name,
                                                              const Fact& column,
                                                              const Sides& sides);

}  // namespace migrate::postgresql
