// What the gate of a pull request found: for terminals, as JSON, and as annotations.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/report/diagnostic_text.h"
#include "lib/workflow/ci.h"

namespace migrate::report {

/// A line for each check and below it what it found; a summary at the end.
[[nodiscard]] std::string ci_text(const workflow::CiReport& report, const DiagnosticStyle& style);
/// The shape "ci" of docs/json.md.
[[nodiscard]] json::Value ci_json(const workflow::CiReport& report);
/// Workflow commands of GitHub Actions: an annotation for each finding.
[[nodiscard]] std::string ci_github(const workflow::CiReport& report);
/// The last line: how many checks passed.
[[nodiscard]] std::string ci_summary_line(const workflow::CiReport& report);

}  // namespace migrate::report
