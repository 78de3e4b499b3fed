// Rows of cells as lines whose columns stand below each other.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::report {

using Row = std::vector<std::string>;

/// One line per row, cells two spaces apart, each column as wide as its widest cell on a terminal.
/// Columns without any text are left out; no line ends in spaces. Rows may differ in length.
[[nodiscard]] std::string columns(const std::vector<Row>& rows, std::string_view indent = "");

/// "label:   value" lines with the values below each other; pairs with an empty value are left out.
[[nodiscard]] std::string fields(const std::vector<std::pair<std::string, std::string>>& pairs,
                                 std::string_view indent = "");

/// The texts as " (a, b)", or nothing when there are none: marks behind a message.
[[nodiscard]] std::string in_parentheses(const std::vector<std::string>& texts);

/// Every line of `text` that isn't empty two columns to the right.
[[nodiscard]] std::string indented(std::string_view text);

}  // namespace migrate::report
