// A check of a script as a request, and what it found as a failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/db/connection.h"

namespace migrate::run {

/// More rows than these are not counted: a check stops at the first row that it finds, as it were.
constexpr uint64_t kCountedRows = 1000;

/// Returns the rows of `query`, as far as they are counted and one more, and keeps the first ones.
[[nodiscard]] db::Request check_request(std::string_view query);
/// How many bytes of a request come before its query.
[[nodiscard]] size_t check_prefix();

/// The failure for a check that returned rows. Precondition: `found.row_count` > 0.
[[nodiscard]] db::Failure check_failure(const db::Outcome& found);

}  // namespace migrate::run
