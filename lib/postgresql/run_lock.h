// The run lock: a session advisory lock on the migrating connection.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// Never waits inside the server: a session that waits in pg_advisory_lock() while the holder runs
/// CREATE INDEX CONCURRENTLY deadlocks with it. The key is frozen: the first 8 bytes of
/// SHA-256("migrate/1/" + schema + "." + table). `connection` must outlive the lock.
[[nodiscard]] std::unique_ptr<db::Lock> make_run_lock(db::Connection& connection,
                                                      const std::string& schema,
                                                      const std::string& table);

}  // namespace migrate::postgresql
