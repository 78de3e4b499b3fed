// What became of seed files.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/workflow/seed.h"

namespace migrate::report {

/// A line for each file that was loaded, and how many were left alone.
[[nodiscard]] std::string seeded_text(const workflow::Seeded& seeded);
/// `loaded`, `again` and `unchanged` of docs/json.md.
[[nodiscard]] json::Value seeded_json(const workflow::Seeded& seeded);

}  // namespace migrate::report
