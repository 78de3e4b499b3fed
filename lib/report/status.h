// Where the database stands: `current` and `status`.
#pragma once

#include <string>
#include <vector>

#include "lib/report/standing.h"
#include "lib/workflow/record.h"

namespace migrate::report {

/// What both reports are made from. `view.state` must be set.
struct Standing {
  std::string target;  ///< masked, with its environment
  View view;
  bool history_exists = false;
  workflow::Validation validation;
};

enum class Show { brief, full };
/// A line per revision that the applied ones end in; a line that says so when nothing is applied.
[[nodiscard]] std::string current_text(const Standing& standing, Show show);
/// The shape "current" of docs/json.md.
[[nodiscard]] json::Value current_json(const Standing& standing);
/// Every head of the files is applied, and nothing is applied that has no file.
[[nodiscard]] bool at_heads(const View& view);

/// Applied, pending, half-run, unknown, missing below an applied one, changed files; what to do.
[[nodiscard]] std::string status_text(const Standing& standing);
/// The shape "status" of docs/json.md.
[[nodiscard]] json::Value status_json(const Standing& standing);
/// Nothing is pending or wrong. A changed down file alone is no fault, nor is a row that will
/// follow its re-parented file.
[[nodiscard]] bool in_order(const Standing& standing);

}  // namespace migrate::report
