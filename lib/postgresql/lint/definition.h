// Columns and constraints as statements define them.
#pragma once

#include <string>

#include "lib/postgresql/lint/catalog.h"

namespace migrate::postgresql::lint {

/// The body of a ColumnDef. A serial is the integer that it makes.
[[nodiscard]] Column column_of(const Tree& definition);
/// The body of a Constraint of `table`; `column`: the one that it stands behind, or empty. One
/// without a name gets the server's.
[[nodiscard]] Constraint constraint_of(const Tree& body, const std::string& table,
                                       const std::string& column);
/// The body of an IndexStmt on `table`. One without a name gets the server's.
[[nodiscard]] Index index_of(const Tree& body, const Name& table);
/// The index that stands behind a PRIMARY KEY, UNIQUE or EXCLUDE of `table`.
[[nodiscard]] Index index_behind(const Constraint& constraint, const Name& table);
/// Whether a constraint of this type is one of the table: no NOT NULL, DEFAULT and the like.
[[nodiscard]] bool is_table_constraint(const std::string& contype);
/// serial, bigserial, …
[[nodiscard]] bool is_serial(const Type& type);

}  // namespace migrate::postgresql::lint
