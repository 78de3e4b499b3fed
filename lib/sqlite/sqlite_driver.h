// The SQLite engine: sqlite3 stays inside this room.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"

namespace migrate::sqlite {

/// sqlite:path, sqlite:///path.
[[nodiscard]] bool accepts(const std::string& url);
/// `url` with its path, when that is relative, put below `directory` ("" and "." change nothing).
/// Precondition: accepts(url).
[[nodiscard]] std::string url_below(const std::string& directory, const std::string& url);
[[nodiscard]] std::unique_ptr<db::Driver> make_driver();

}  // namespace migrate::sqlite
