// A SQLite database at one moment, schema and rows.
#pragma once

#include <memory>

#include "lib/db/snapshot.h"
#include "lib/sqlite/sqlite_connection.h"

namespace migrate::sqlite {

/// As db::Driver::snapshot().
[[nodiscard]] std::unique_ptr<db::Snapshot> make_snapshot(SqliteConnection& connection);

}  // namespace migrate::sqlite
