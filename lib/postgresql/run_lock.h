// The run lock: an advisory lock, under the key of the history; or a lease where that is
// configured.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// Held by the session of `connection`, or where a proxy is in between by a transaction on a second
/// connection, which idles meanwhile: a proxy must leave that one its session, while a session that
/// is handed on would take its locks along. Both kinds exclude each other. The transactions of a
/// run whose lock is on a second connection share another lock (key: the name of the first and
/// "/work"): they may outlive the process and with it the run lock, and nobody gets that before
/// they end.
///
/// Never waits inside the server: a session that waits in pg_advisory_lock() while the holder runs
/// CREATE INDEX CONCURRENTLY deadlocks with it. The key is frozen: the first 8 bytes of
/// SHA-256("migrate/1/" + schema + "." + table). `connection` must outlive the lock. One that was
/// made with LockOptions::Kind::lease gets a lease instead (lease_lock.h).
[[nodiscard]] std::unique_ptr<db::Lock> make_run_lock(db::Connection& connection,
                                                      const std::string& schema,
                                                      const std::string& table);

}  // namespace migrate::postgresql
