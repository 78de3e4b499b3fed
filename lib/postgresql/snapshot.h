// A PostgreSQL database at one moment, schema and rows.
#pragma once

#include <memory>
#include <string>

#include "lib/db/connection.h"
#include "lib/db/snapshot.h"

namespace migrate::postgresql {

/// As db::Driver::snapshot(); `version` is the server's (150004).
[[nodiscard]] std::unique_ptr<db::Snapshot> make_snapshot(db::Connection& connection, int version,
                                                          const std::string& home);

}  // namespace migrate::postgresql
