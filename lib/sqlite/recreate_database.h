// Emptying a database file in place.
#pragma once

#include "lib/db/driver.h"

namespace migrate::sqlite {

/// See db::Driver. The file stays the same one: programs that have it open find it empty. Throws
/// Error{locked} where another one is in a transaction for longer than the lock timeout.
void recreate_database(const db::ConnectOptions& options);

}  // namespace migrate::sqlite
