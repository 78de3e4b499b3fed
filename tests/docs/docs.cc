#include "tests/docs/docs.h"

#include <algorithm>
#include <regex>
#include <sstream>

#include "lib/base/file.h"

namespace migrate::docs {

namespace {

constexpr std::string_view kAnything = "…";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) result.push_back(line);
  return result;
}

/// Whether `line` is `pattern`, where kAnything in the pattern stands for any text.
bool matches(const std::string& pattern, const std::string& line) {
  size_t at = 0;
  size_t begin = 0;
  for (bool first = true;; first = false) {
    const size_t end = std::min(pattern.find(kAnything, begin), pattern.size());
    const std::string piece = pattern.substr(begin, end - begin);
    const bool last = end == pattern.size();
    if (first && line.rfind(piece, 0) != 0) return false;
    if (last) {
      if (first) return line == pattern;
      return line.size() - std::min(at, line.size()) >= piece.size() && line.ends_with(piece);
    }
    const size_t found = line.find(piece, at);
    if (found == std::string::npos) return false;
    at = found + piece.size();
    begin = end + kAnything.size();
  }
}

Command command_of(const std::string& line, int64_t number) {
  static const std::regex exit_code(R"(\s+# exit (\d+)$)");
  Command command{number, line.substr(2), 0, {}};
  std::smatch match;
  if (std::regex_search(command.text, match, exit_code)) {
    command.exit_code = std::stoi(match[1].str());
  }
  return command;
}

}  // namespace

Page parse(const std::string& markdown) {
  Page page;
  const std::vector<std::string> lines = lines_of(markdown);
  if (!lines.empty() && lines[0].rfind("<!-- tested:", 0) == 0) {
    page.sample = lines[0].find(" sample") != std::string::npos;
    page.postgresql = lines[0].find(" postgresql") != std::string::npos;
  }
  bool console = false;
  int64_t number = 0;
  for (const std::string& line : lines) {
    ++number;
    if (line.rfind("```", 0) == 0) {
      console = line == "```console";
    } else if (console && line.rfind("$ ", 0) == 0) {
      page.commands.push_back(command_of(line, number));
    } else if (console && !page.commands.empty() && !line.empty()) {
      page.commands.back().output.push_back(line);
    }
  }
  return page;
}

std::string first_missing(const std::vector<std::string>& expected, const std::string& output) {
  const std::vector<std::string> lines = lines_of(output);
  auto at = lines.begin();
  for (const std::string& pattern : expected) {
    if (pattern == kAnything) continue;
    at = std::find_if(at, lines.end(),
                      [&](const std::string& line) { return matches(pattern, line); });
    if (at == lines.end()) return pattern;
    ++at;
  }
  return "";
}

}  // namespace migrate::docs
