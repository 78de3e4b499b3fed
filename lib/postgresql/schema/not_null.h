// NOT NULL of a column: from PostgreSQL 18 on a constraint with a name, which may be NO INHERIT or
// NOT VALID; before, a mark. The column's fact has all of it: attributes not_null, not_null_name
// (where somebody chose it), not_null_no_inherit, not_null_not_valid, not_null_comment; and the
// remark not_null_constraint, the name in any case, where there are such constraints.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// " CONSTRAINT must NOT NULL NO INHERIT", as it stands in the column's definition; empty where the
/// column may have NULLs, or where a definition can't say it (NOT VALID).
[[nodiscard]] std::string not_null_sql(const Fact& column);

/// Whether the column has NOT NULL in effect, be it its own or its parents'.
[[nodiscard]] bool has_not_null(const Fact& column);

/// Statements that make an existing column NOT NULL as `column` has it, online where asked for.
[[nodiscard]] std::vector<Statement> set_not_null(const Fact& column, const Sides& sides);

/// Statements that change the NOT NULL that the column has on both sides: validate or rename it,
/// and so on, and its comment.
[[nodiscard]] std::vector<Statement> alter_not_null(const Change& change, const Sides& sides);

/// Statements for what the definition of a new column can't say.
[[nodiscard]] std::vector<Statement> dress_not_null(const Fact& column, const Sides& sides);

}  // namespace migrate::postgresql
