// The event log as `log` prints it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/history/history_store.h"
#include "lib/report/revision_list.h"

namespace migrate::report {

/// In the order of `events`: a line each, or with Detail::full a block of fields.
[[nodiscard]] std::string events_text(const std::vector<history::LoggedEvent>& events,
                                      Detail detail);
/// The shape "log" of docs/json.md.
[[nodiscard]] json::Value events_json(const std::vector<history::LoggedEvent>& events,
                                      std::string_view target);

}  // namespace migrate::report
