#include "lib/db/inline_values.h"

#include <algorithm>
#include <cassert>

#include "lib/base/text.h"

namespace migrate::db {
namespace {

/// The end of what begins at `at` and is no place for a parameter: a string, a quoted identifier, a
/// comment; `at` itself when nothing of the kind begins there.
size_t end_of_opaque(std::string_view sql, size_t at) {
  const char first = sql[at];
  if (first == '\'' || first == '"') {
    const size_t close = sql.find(first, at + 1);
    return close == std::string_view::npos ? sql.size() : close + 1;
  }
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  return at;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string with_values(std::string_view sql, char marker,
                        const std::vector<std::string>& literals) {
  std::string result;
  for (size_t at = 0; at < sql.size();) {
    if (const size_t end = end_of_opaque(sql, at); end > at) {
      result += sql.substr(at, end - at);
      at = end;
      continue;
    }
    const char c = sql[at++];
    if (c != marker || at == sql.size() || !is_digit(sql[at])) {
      result += c;
      continue;
    }
    size_t number = 0;
    while (at < sql.size() && is_digit(sql[at])) {
      number = number * 10 + static_cast<size_t>(sql[at++] - '0');
    }
    assert(number >= 1 && number <= literals.size());
    result += literals[number - 1];
  }
  return result;
}

}  // namespace migrate::db
