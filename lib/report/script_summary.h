// What is said about a script that was written in place of a run.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/workflow/offline.h"

namespace migrate::report {

/// One line: where it leads from and to, and the file it is in.
[[nodiscard]] std::string script_text(const workflow::WrittenScript& script,
                                      const std::string& path);
/// The shape "script" of docs/json.md.
[[nodiscard]] json::Value script_json(const workflow::WrittenScript& script,
                                      const std::string& path);

}  // namespace migrate::report
