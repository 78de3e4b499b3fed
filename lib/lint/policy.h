// What a project asks of its scripts: which rules count, and how much.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lib/lint/rule.h"

namespace migrate::lint {

/// In a configuration, in place of a severity: the rule says nothing.
constexpr std::string_view kOff = "off";

/// What a review tag needs besides its own word.
enum class Approvals { any, named };

struct Policy {
  /// By the rule's id: another severity, or none: the rule is off.
  std::map<std::string, std::optional<Severity>, std::less<>> severities;
  Approvals approvals = Approvals::any;

  /// How much `rule` counts; none: it is off.
  [[nodiscard]] std::optional<Severity> severity_of(const Rule& rule) const {
    const auto found = severities.find(rule.id);
    if (found != severities.end()) return found->second;
    return rule.off ? std::nullopt : std::optional(rule.severity);
  }
};

}  // namespace migrate::lint
