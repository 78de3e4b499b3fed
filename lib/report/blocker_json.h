// Who kept a run waiting, as JSON.
#pragma once

#include <vector>

#include "lib/base/json.h"
#include "lib/db/watcher.h"

namespace migrate::report {

/// Adds the members of a "blocker" in docs/json.md to the object `out`.
void add_blocker(json::Value& out, const db::Blocker& blocker);
/// A list of them.
[[nodiscard]] json::Value to_json(const std::vector<db::Blocker>& blockers);

}  // namespace migrate::report
