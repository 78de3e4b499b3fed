// What is odd about a SQLite database, for `doctor`.
#pragma once

#include <string>
#include <vector>

#include "lib/db/look.h"

namespace migrate::sqlite {

/// As Driver::examine; `file` is the database's path.
[[nodiscard]] std::vector<Diagnostic> examine(db::Connection& connection, const std::string& file);

}  // namespace migrate::sqlite
