// Names and texts as SQL.
#pragma once

#include <string>
#include <string_view>

namespace migrate::postgresql {

[[nodiscard]] std::string quote_identifier(std::string_view name);
/// Reads the same whatever standard_conforming_strings is.
[[nodiscard]] std::string quote_literal(std::string_view text);

}  // namespace migrate::postgresql
