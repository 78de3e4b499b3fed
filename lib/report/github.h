// What GitHub Actions reads in a job's output.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/diagnostic.h"

namespace migrate::report {

/// The workflow command, a line, that puts an annotation beside a place; without one (an empty file
/// name, line 0) beside the job. Source: GitHub's manual, "Workflow commands for GitHub Actions".
[[nodiscard]] std::string github_annotation(Severity severity, const Location& place,
                                            std::string_view title, const std::string& message);

}  // namespace migrate::report
