#include "lib/revision/check.h"

#include <algorithm>

#include "lib/revision/header_keys.h"

namespace migrate::revision {
namespace {

constexpr std::string_view kDashes = "--";
/// Blanks behind the dashes of a further line: one more than comments are written with.
constexpr size_t kContinuationBlanks = 3;

/// Adds a further line to the query, its dashes blanked out.
void append_line(Check& check, std::string_view line) {
  check.query += '\n';
  const size_t dashes = line.find(kDashes);
  check.query += line.substr(0, dashes);
  check.query += "  ";
  check.query += line.substr(dashes + kDashes.size());
}

}  // namespace

bool continues_check(std::string_view line) {
  const size_t dashes = line.find_first_not_of(" \t");
  if (dashes == std::string_view::npos || !line.substr(dashes).starts_with(kDashes)) return false;
  const std::string_view rest = line.substr(dashes + kDashes.size());
  const size_t text = rest.find_first_not_of(" \t\r");
  return text != std::string_view::npos && text >= kContinuationBlanks;
}

std::vector<Check> parse_checks(std::string_view comment, uint64_t offset) {
  std::vector<Check> checks;
  bool open = false;
  for (size_t at = 0; at < comment.size();) {
    const size_t newline = comment.find('\n', at);
    const size_t end = newline == std::string_view::npos ? comment.size() : newline;
    const std::string_view line = comment.substr(at, end - at);
    if (open && continues_check(line)) {
      append_line(checks.back(), line);
    } else if (const auto pair = parse_key_line(line); pair && pair->key == "check") {
      open = true;
      const size_t column = pair->value.empty() ? line.size() : line.find(':') + 1;
      const size_t begin = std::min(line.size(), line.find_first_not_of(" \t", column));
      checks.push_back({std::string(line.substr(begin)), offset + at + begin});
    } else {
      open = false;
    }
    at = end + 1;
  }
  for (Check& check : checks) {
    check.query.resize(check.query.find_last_not_of(" \t\r\n;") + 1);
  }
  return checks;
}

}  // namespace migrate::revision
