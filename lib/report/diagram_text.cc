#include "lib/report/diagram_text.h"

#include <fmt/format.h>

namespace migrate::report {
namespace {

char visible(char c) { return static_cast<unsigned char>(c) < ' ' ? ' ' : c; }

}  // namespace

// Only the quote is special; a backslash begins an escape in labels.
std::string dot_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += visible(c);
  }
  return out;
}

// #NUMBER; stands for any character, also for those that HTML or Mermaid's own grammar obey.
std::string mermaid_text(std::string_view text) {
  constexpr std::string_view kSpecial = "\"#&<>`;\\*_~|[]{}()";
  std::string out;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) {
      out += fmt::format("#{};", static_cast<int>(c));
    } else {
      out += visible(c);
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
        out += c;
        break;
      default:
        out += visible(c);
    }
  }
  return out;
}

}  // namespace migrate::report
