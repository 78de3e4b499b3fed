// What comes to a table from its parents, and goes with them.
#pragma once

#include <string>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// Whether `name` is among the objects of a table's remark `inherited_constraints` or
/// `inherited_indexes`: it has them from a parent.
[[nodiscard]] bool inherits_object(const Fact& table, const char* remark, const std::string& name);
/// Whether other tables inherit from it there, or are its partitions.
[[nodiscard]] bool has_children(const Identity& table, const schema::Catalog& side);
/// Whether a table on both sides has one parent on both: what the parent gets or loses, it does.
[[nodiscard]] bool stays_with_its_parent(const Identity& table, const Sides& sides);

}  // namespace migrate::postgresql
