// What came of trying the revisions out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/report/diagnostic_text.h"
#include "lib/workflow/smoke.h"

namespace migrate::report {

/// "passed", "failed", "skipped".
[[nodiscard]] std::string_view to_string(workflow::SmokeOutcome::Verdict verdict);

/// One mode: a line, and below it what failed and what was left out.
[[nodiscard]] std::string smoke_text(const workflow::SmokeOutcome& outcome,
                                     const DiagnosticStyle& style);
/// What stands below the line, not indented.
[[nodiscard]] std::string smoke_details(const workflow::SmokeOutcome& outcome,
                                        const DiagnosticStyle& style);
/// How many of something ended how.
struct Tally {
  size_t passed = 0;
  size_t failed = 0;
  size_t skipped = 0;
};
/// "3 of 4 modes passed, 1 skipped".
[[nodiscard]] std::string tally_text(const Tally& tally, std::string_view noun);
/// The last line: how many passed.
[[nodiscard]] std::string smoke_summary(const std::vector<workflow::SmokeOutcome>& outcomes);
/// The shape "smoke" of docs/json.md.
[[nodiscard]] json::Value smoke_json(const std::vector<workflow::SmokeOutcome>& outcomes);

/// One entry of its `modes`.
[[nodiscard]] json::Value outcome_json(const workflow::SmokeOutcome& outcome);

/// No mode failed.
[[nodiscard]] bool passed(const std::vector<workflow::SmokeOutcome>& outcomes);

}  // namespace migrate::report
