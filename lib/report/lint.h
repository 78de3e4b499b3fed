// What the review gate found, and what its rules are, as text and JSON.
#pragma once

#include <span>
#include <string>

#include "lib/base/json.h"
#include "lib/lint/lint.h"
#include "lib/report/diagnostic_text.h"

namespace migrate::report {

/// Every finding with its source line and caret, the lock, why, and the safe way; what is approved
/// is listed in one line each; a summary at the end.
[[nodiscard]] std::string lint_text(const lint::Report& report, const DiagnosticStyle& style = {});

/// The shape "lint" of docs/json.md.
[[nodiscard]] json::Value lint_json(const lint::Report& report);

/// One line per rule: its id, its severity, the tag that approves it, what it finds.
[[nodiscard]] std::string rules_text(std::span<const lint::Rule> rules, const lint::Policy& policy);
[[nodiscard]] json::Value rules_json(std::span<const lint::Rule> rules, const lint::Policy& policy);

/// All about one rule, with its examples.
[[nodiscard]] std::string rule_text(const lint::Rule& rule, const lint::Policy& policy);
[[nodiscard]] json::Value rule_json(const lint::Rule& rule, const lint::Policy& policy);

}  // namespace migrate::report
