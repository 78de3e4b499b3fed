// Rows of the history's own queries, as values. Both engines return the same columns.
#pragma once

#include <string>
#include <vector>

#include "lib/db/connection.h"
#include "lib/history/history_store.h"

namespace migrate::history {

/// What sql/<engine>/history/read.sql returned.
struct ReadResult {
  db::Value current_schema;  ///< none: the session has none
  db::Value history_schema;  ///< where the tables are
  plan::History history;
};

/// Throws Error{failed} when the tables lack their format or generation.
[[nodiscard]] ReadResult read_result(const db::Outcome& outcome);
/// A row of events.sql.
[[nodiscard]] LoggedEvent logged_event(const std::vector<db::Value>& row);

/// The bytes that `digits` stand for: engines write binary values differently, so the queries ask
/// for hexadecimal digits. Throws Error{failed} for anything else.
[[nodiscard]] std::string bytes_of_hex(const std::string& digits);

}  // namespace migrate::history
