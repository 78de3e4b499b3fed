#include "lib/postgresql/quote.h"

#include "lib/base/text.h"

namespace migrate::postgresql {
namespace {

/// `text` between two `quote`s, those inside doubled.
std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += c;
    result += c;
  }
  return result + quote;
}

}  // namespace

std::string quote_identifier(std::string_view name) { return quoted(name, '"'); }

std::string quote_literal(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return quoted(text, '\'');
  return "E" + quoted(replace_all(text, "\\", "\\\\"), '\'');
}

}  // namespace migrate::postgresql
