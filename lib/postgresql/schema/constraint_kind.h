// Constraints as they are written inside CREATE TABLE.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// "CONSTRAINT orders_pkey PRIMARY KEY (id)".
[[nodiscard]] std::string constraint_definition(const Fact& fact);
/// Statements for what the definition can't say: its index's options and marks, the comment.
[[nodiscard]] std::vector<Statement> dress_constraint(const Fact& fact, const Sides& sides);

}  // namespace migrate::postgresql
