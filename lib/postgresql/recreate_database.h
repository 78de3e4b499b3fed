// Making a database anew, without anything in it.
#pragma once

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// See db::Driver. The new database is made beside the old one and takes its name at the end, so
/// that what can't be made loses nothing.
void recreate_database(const db::ConnectOptions& options);

}  // namespace migrate::postgresql
