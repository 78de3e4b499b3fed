// Constraints as they are written inside CREATE TABLE.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// "CONSTRAINT orders_pkey PRIMARY KEY (id)".
[[nodiscard]] std::string constraint_definition(const Fact& fact);
/// Whether one of `others` has an index on the same columns in the same way. Of such constraints in
/// one statement PostgreSQL makes the first only, without a word (transformIndexConstraints in
/// parse_utilcmd.c).
[[nodiscard]] bool doubles_one_of(const Fact& fact, const std::vector<const Fact*>& others);
/// The statement that adds it to its table, by itself.
[[nodiscard]] Statement add_alone(const Fact& fact, const Sides& sides);
/// Statements for what the definition can't say: its index's options and marks, the comment.
[[nodiscard]] std::vector<Statement> dress_constraint(const Fact& fact, const Sides& sides);

}  // namespace migrate::postgresql
