// Opening a connection, and what to do when that fails.
#pragma once

#include "lib/db/driver.h"
#include "lib/postgresql/handles.h"

namespace migrate::postgresql {

/// Logs in. Throws Error{usage} for a URL that can't be read, Error{unreachable} for everything
/// that the network or the server refuses: it names host, port, user and database, and says what
/// to do. Never holds a password.
[[nodiscard]] Owned<PGconn> open_connection(const db::ConnectOptions& options);

}  // namespace migrate::postgresql
