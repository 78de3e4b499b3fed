// One statement on an open database: prepare, bind, step, outcome.
#pragma once

#include "lib/db/connection.h"

struct sqlite3;

namespace migrate::sqlite {

/// Runs the one statement that `request` holds. BLOBs come as their bytes, all else as text. A
/// parameter without a value is a failure (SQLite would take it as NULL), and so is text behind
/// the statement.
[[nodiscard]] db::Outcome run_statement(sqlite3* database, const db::Request& request);

}  // namespace migrate::sqlite
