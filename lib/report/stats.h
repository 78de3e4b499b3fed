// Sizes of a database's tables, for reckoning elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/workflow/trace.h"

namespace migrate::report {

/// The shape "stats" of docs/json.md.
[[nodiscard]] json::Value stats_json(const std::vector<db::TableSize>& sizes,
                                     const std::string& server_version);
/// What stats_json() wrote. Throws Error{failed} for another text.
[[nodiscard]] workflow::TableSizes read_stats(std::string_view text);

}  // namespace migrate::report
