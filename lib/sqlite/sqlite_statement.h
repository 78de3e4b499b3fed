// One statement on an open database: prepare, bind, step, outcome.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/db/connection.h"

struct sqlite3;

namespace migrate::sqlite {

/// Runs the one statement that `request` holds. BLOBs come as their bytes, all else as text. A
/// parameter without a value is a failure (SQLite would take it as NULL), and so is text behind
/// the statement.
[[nodiscard]] db::Outcome run_statement(sqlite3* database, const db::Request& request);

using RowFunction = std::function<void(const std::vector<db::Value>&)>;
/// Runs a query without parameters and hands on each row as it comes. The outcome has none.
[[nodiscard]] db::Outcome run_query(sqlite3* database, const std::string& sql,
                                    const RowFunction& row);

}  // namespace migrate::sqlite
