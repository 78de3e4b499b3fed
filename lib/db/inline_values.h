// Bound parameters written into the SQL, for readers that bind none: an engine's shell.
#pragma once

#include <string>
#include <vector>

#include "lib/db/connection.h"

namespace migrate::db {

/// `sql` with `literals[n - 1]` in the place of every `marker` and number n (`$1`, `?1`) outside
/// strings, quoted identifiers and line comments. For SQL of the tool itself: it knows no dollar
/// quotes. Precondition: every number has its literal.
[[nodiscard]] std::string with_values(std::string_view sql, char marker,
                                      const std::vector<std::string>& literals);

}  // namespace migrate::db
