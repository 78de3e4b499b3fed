// The PostgreSQL engine: libpq stays inside this room.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// postgresql://, postgres:// (with any +driver suffix), and libpq keyword strings.
[[nodiscard]] bool accepts(const std::string& url);
[[nodiscard]] std::unique_ptr<db::Driver> make_driver();

}  // namespace migrate::postgresql
