#include "lib/report/diagnostic_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::report {
namespace {

constexpr std::string_view kIndent = "  ";
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr size_t kTabWidth = 4;
/// Of a line that is cut, the share of the width that stands before the caret.
constexpr double kBeforeCaret = 0.6;
/// Less is not worth cutting for.
constexpr size_t kSmallestWidth = 20;

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kYellow = "\033[1;33m";
constexpr std::string_view kCyan = "\033[1;36m";
constexpr std::string_view kGreen = "\033[1;32m";
constexpr std::string_view kPlain = "\033[0m";

/// One code point as it is shown.
struct Cell {
  std::string text;
  size_t width = 1;
};

Cell cell_of(std::string_view code_point) {
  const auto byte = static_cast<unsigned char>(code_point[0]);
  if (code_point == "\t") return {std::string(kTabWidth, ' '), kTabWidth};
  if (byte < 0x20 || byte == 0x7F || invalid_utf8(code_point) != std::string_view::npos) {
    return {std::string(kReplacement), 1};
  }
  // C1 control characters, which some terminals obey.
  if (byte == 0xC2 && static_cast<unsigned char>(code_point[1]) < 0xA0) {
    return {std::string(kReplacement), 1};
  }
  return {std::string(code_point), display_width(code_point)};
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  while (!line.empty()) {
    const size_t length = std::max<size_t>(1, code_point_offset(line, 1));
    cells.push_back(cell_of(line.substr(0, length)));
    line.remove_prefix(length);
  }
  return cells;
}

/// A range of cells that is shown.
struct Window {
  size_t first = 0;
  size_t end = 0;
};

/// The cells around `caret` that fit into `width` columns.
Window window_around(const std::vector<Cell>& cells, size_t caret, size_t width) {
  size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (total <= width) return {0, cells.size()};
  width = std::max(width, kSmallestWidth) - 2;  // room for both ellipses
  Window window{caret, caret};
  size_t used = 0;
  const auto before = static_cast<size_t>(static_cast<double>(width) * kBeforeCaret);
  while (window.first > 0 && used + cells[window.first - 1].width <= before) {
    used += cells[--window.first].width;
  }
  while (window.end < cells.size() && used + cells[window.end].width <= width) {
    used += cells[window.end++].width;
  }
  while (window.first > 0 && used + cells[window.first - 1].width <= width) {
    used += cells[--window.first].width;
  }
  return window;
}

std::string painted(std::string_view text, std::string_view colour, const DiagnosticStyle& style) {
  if (text.empty() || style.colours == DiagnosticStyle::Colours::no) return std::string(text);
  return fmt::format("{}{}{}", colour, text, kPlain);
}

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return kRed;
    case Severity::warning:
      return kYellow;
    case Severity::note:
      return kCyan;
  }
  return kPlain;
}

/// "file:line:col: ", as much of it as is known.
std::string place(const Location& location) {
  if (location.file.empty()) return "";
  if (location.position.line <= 0) return location.file + ": ";
  if (location.position.column <= 0) {
    return fmt::format("{}:{}: ", location.file, location.position.line);
  }
  return fmt::format("{}:{}:{}: ", location.file, location.position.line, location.position.column);
}

std::string source_line(const Diagnostic& diagnostic, const DiagnosticStyle& style) {
  const std::vector<Cell> cells = cells_of(diagnostic.excerpt);
  const int64_t column = diagnostic.location.position.column;
  const size_t caret = column <= 0 ? 0 : std::min(static_cast<size_t>(column - 1), cells.size());
  const size_t width = style.width - std::min(style.width, kIndent.size());
  const Window window = window_around(cells, caret, width);

  std::string line(kIndent);
  size_t padding = kIndent.size();
  if (window.first > 0) {
    line += kEllipsis;
    ++padding;
  }
  for (size_t i = window.first; i < window.end; ++i) {
    line += cells[i].text;
    if (i < caret) padding += cells[i].width;
  }
  if (window.end < cells.size()) line += kEllipsis;
  line += '\n';
  if (column <= 0) return line;
  return line + std::string(padding, ' ') + painted("^", kGreen, style) + '\n';
}

/// "DETAIL: text", with further lines of the text set under the first.
std::string field(std::string_view name, std::string_view text, const DiagnosticStyle& style) {
  if (text.empty()) return "";
  const std::string further = "\n" + std::string(name.size() + 2, ' ');
  return painted(fmt::format("{}:", name), kBold, style) + " " + replace_all(text, "\n", further) +
         "\n";
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "";
}

std::string render(const Diagnostic& diagnostic, const DiagnosticStyle& style) {
  std::string text = painted(place(diagnostic.location), kBold, style);
  const std::string_view label = style.label.empty() ? to_string(diagnostic.severity) : style.label;
  text += painted(fmt::format("{}:", label), colour_of(diagnostic.severity), style);
  text += " " + diagnostic.message;
  if (!diagnostic.code.empty()) text += fmt::format(" [{}]", diagnostic.code);
  text += '\n';
  if (!diagnostic.excerpt.empty()) text += source_line(diagnostic, style);
  text += field("DETAIL", diagnostic.detail, style);
  text += field("HINT", diagnostic.hint, style);
  text += field("CONTEXT", diagnostic.context, style);
  for (const std::string& note : diagnostic.notes) text += note + '\n';
  return text;
}

std::string render(const std::vector<Diagnostic>& diagnostics, const DiagnosticStyle& style) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += render(diagnostic, style);
  }
  return text;
}

}  // namespace migrate::report
