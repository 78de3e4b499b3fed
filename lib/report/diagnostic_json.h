// Findings and failures as JSON.
#pragma once

#include <vector>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/run/lost_lock.h"

namespace migrate::report {

/// {"severity", "message"} and, where they are known, "code", "file", "line", "column", "excerpt",
/// "detail", "hint", "context", "notes", and of rows that were found "columns", "rows",
/// "row_count".
[[nodiscard]] json::Value to_json(const Diagnostic& diagnostic);
[[nodiscard]] json::Value to_json(const std::vector<Diagnostic>& diagnostics);

/// {"version":1,"error":{"kind","exit_code","message","findings":[…]}}: what a command prints in
/// place of its result when it fails.
[[nodiscard]] json::Value failure_json(const Error& error, int exit_code);
/// The same with "blockers" in the error.
[[nodiscard]] json::Value failure_json(const run::LostLock& error, int exit_code);
/// The kind of failure as the JSON names it: "usage", "locked", …
[[nodiscard]] std::string_view to_string(ErrorCode code);

}  // namespace migrate::report
