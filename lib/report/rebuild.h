// How `resolve --rebuild-history` changes the history.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/workflow/rebuild.h"

namespace migrate::report {

/// A line per row that changes, and what can't be known.
[[nodiscard]] std::string rebuild_text(const workflow::RebuildPlan& plan);
/// The shape "rebuild" of docs/json.md.
[[nodiscard]] json::Value rebuild_json(const workflow::RebuildPlan& plan, std::string_view target);

}  // namespace migrate::report
