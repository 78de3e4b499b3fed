// Types that can't be changed in place while columns have them: the old one is renamed aside, the
// columns are converted to the new one, and the old one is dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// How values get from the old type to the new one of the same name.
enum class Through { text, assignment };

/// The statements that put the type, which `make` makes, in the place of that of before.
[[nodiscard]] std::vector<Statement> rebuild_type(const Change& change, std::vector<Statement> make,
                                                  Through through, const Sides& sides);

/// The columns that get the new type by statements of their own.
[[nodiscard]] std::vector<const Fact*> converted_columns(const Identity& type, const Sides& sides);

/// Whether `dependent` can't stay while a type that it needs is rebuilt; columns can.
[[nodiscard]] bool in_the_way_of_rebuild(const Fact& dependent);

/// In place; impossible where another type is made from it.
[[nodiscard]] Treatment treat_rebuild(const Identity& identity, const Sides& sides);

/// Whether a column of a table, which keeps its values, needs the type.
[[nodiscard]] bool is_in_columns(const Identity& identity, const Sides& sides);

}  // namespace migrate::postgresql
