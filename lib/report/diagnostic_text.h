// Findings as text for people:
//
//   versions/…_orders.up.sql:7:13: error: relation "ordrs" does not exist [42P01]
//     INSERT INTO ordrs VALUES (1);
//                 ^
//   HINT: …
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/diagnostic.h"

namespace migrate::report {

struct DiagnosticStyle {
  enum class Colours { no, yes } colours = Colours::no;
  /// Source lines are cut around the caret to this many columns.
  size_t width = 120;
  /// What stands in place of the severity's name; empty: that.
  std::string_view label = {};
};

/// One finding, every line ended. Control characters of the source are shown as U+FFFD, so that a
/// script can't write to the terminal.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const DiagnosticStyle& style = {});
/// All of them, with a blank line between.
[[nodiscard]] std::string render(const std::vector<Diagnostic>& diagnostics,
                                 const DiagnosticStyle& style = {});

[[nodiscard]] std::string_view to_string(Severity severity);

}  // namespace migrate::report
