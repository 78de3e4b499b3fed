// The run lock as a lease: a row that says who may write until when, for servers (and proxies)
// whose advisory locks can't be relied on.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {

/// The lease of the history in `schema`: the one row of its table migrate_lock, made at first use.
///
/// A second connection takes it, and a thread of the lock renews it there each third of the lease
/// time, until release() or the first failure. What keeps a run that lost it (paused, cut off) from
/// writing on is confirm(), with which its transactions begin: it fails once the time is up, and
/// holds the row FOR KEY SHARE, which lets us renew and nobody take over. A statement outside a
/// transaction holds nothing; therefore nobody takes over while a session of the last holder,
/// known by its application_name or server process, is at work.
///
/// Throws nothing; the lock's acts throw Error. `connection` must outlive it.
[[nodiscard]] std::unique_ptr<db::Lock> make_lease_lock(PostgresqlConnection& connection,
                                                        const std::string& schema);

}  // namespace migrate::postgresql
