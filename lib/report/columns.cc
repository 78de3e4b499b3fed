#include "lib/report/columns.h"

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::report {
namespace {

std::vector<size_t> widths_of(const std::vector<Row>& rows) {
  std::vector<size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  return widths;
}

void trim_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace

std::string columns(const std::vector<Row>& rows, std::string_view indent) {
  const std::vector<size_t> widths = widths_of(rows);
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      line += row[i];
      line.append(widths[i] - display_width(row[i]) + 2, ' ');
    }
    trim_end(line);
    if (!line.empty()) out.append(indent) += line;
    out += '\n';
  }
  return out;
}

std::string fields(const std::vector<std::pair<std::string, std::string>>& pairs,
                   std::string_view indent) {
  std::vector<Row> rows;
  for (const auto& [label, value] : pairs) {
    if (!value.empty()) rows.push_back({label + ":", value});
  }
  return columns(rows, indent);
}

std::string in_parentheses(const std::vector<std::string>& texts) {
  return texts.empty() ? "" : " (" + join(texts, ", ") + ")";
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    if (line != "\n") out += "  ";
    out += line;
    text.remove_prefix(line.size());
  }
  return out;
}

}  // namespace migrate::report
