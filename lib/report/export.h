// What `export` wrote.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/workflow/export.h"

namespace migrate::report {

/// A line per file, and one per script that is not kept.
[[nodiscard]] std::string exported_text(const workflow::Exported& exported);
/// The shape "export" of docs/json.md.
[[nodiscard]] json::Value exported_json(const workflow::Exported& exported,
                                        std::string_view target);

}  // namespace migrate::report
