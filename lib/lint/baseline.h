// What was found before a project had the gate: a file that names it, so that only what is new
// counts.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/lint/lint.h"

namespace migrate::lint {

/// One text for each finding of `report` that stays the same when lines move: of the rule, the
/// file, what it is about and the line itself, and how many of the same came before.
[[nodiscard]] std::vector<std::string> fingerprints(const Report& report);

struct Baseline {
  std::set<std::string, std::less<>> fingerprints;
};

/// A file with every finding of `report` that nobody approved: JSON, one finding in each entry.
[[nodiscard]] std::string baseline_text(const Report& report);
/// Reads what baseline_text() wrote. Throws Error{failed} for a text that isn't that.
[[nodiscard]] Baseline read_baseline(std::string_view text);
/// Marks the findings that `baseline` knows. Returns how many of its entries fit none: those that
/// have been mended.
size_t apply(const Baseline& baseline, Report& report);

}  // namespace migrate::lint
