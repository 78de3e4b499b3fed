// One revision with everything that is known about it: `show`.
#pragma once

#include <optional>
#include <string>

#include "lib/report/standing.h"
#include "lib/sql/segments.h"

namespace migrate::report {

/// A revision that has files (`index`), a row in the history (`row`), or both; never neither.
struct Shown {
  View view;
  std::optional<size_t> index;
  const revision::AppliedRevision* row = nullptr;
  /// What the up and down files hold; none without the file.
  std::optional<sql::Outline> up;
  std::optional<sql::Outline> down;
};

[[nodiscard]] std::string show_text(const Shown& shown);
/// The shape "show" of docs/json.md.
[[nodiscard]] json::Value show_json(const Shown& shown);

}  // namespace migrate::report
