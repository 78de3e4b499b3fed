// What the review gate found, in the forms that services read.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/lint/lint.h"

namespace migrate::report {

/// SARIF 2.1.0 (OASIS), with what is approved as suppressed in the source. `rules`: all that were
/// asked; `version`: the program's.
[[nodiscard]] json::Value lint_sarif(const lint::Report& report, std::span<const lint::Rule> rules,
                                     std::string_view version);
/// Workflow commands of GitHub Actions: one annotation for each finding that is not approved.
/// Source: GitHub's manual, "Workflow commands for GitHub Actions".
[[nodiscard]] std::string lint_github(const lint::Report& report);
/// GitLab's code quality report: a list of what is not approved.
[[nodiscard]] json::Value lint_gitlab(const lint::Report& report);
/// JUnit's XML: a test case for each script; errors and warnings that are not approved fail it.
[[nodiscard]] std::string lint_junit(const lint::Report& report);

}  // namespace migrate::report
