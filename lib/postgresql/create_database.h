// Making the database that a URL names.
#pragma once

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// See db::Driver. Connects to the server's `postgres` or `template1`, as createdb does.
[[nodiscard]] db::Creation create_database(const db::ConnectOptions& options);

}  // namespace migrate::postgresql
