// What SQLite's result codes mean to a user.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/error.h"
#include "lib/db/connection.h"

struct sqlite3;

namespace migrate::sqlite {

/// The symbolic name of an extended result code: "SQLITE_CONSTRAINT_UNIQUE"; of an unknown one,
/// that of its primary code (https://www.sqlite.org/rescode.html).
[[nodiscard]] std::string result_name(int code);

/// The failure that `database` reports for its last call, which returned `code`, with the way out
/// where there is one.
[[nodiscard]] db::Failure failure_of(sqlite3* database, int code);

/// Why `path` could not be opened: Error{locked} when another process holds it, else
/// Error{unreachable}. `database` may be null.
[[nodiscard]] Error open_error(const std::string& path, sqlite3* database, int code);

}  // namespace migrate::sqlite
