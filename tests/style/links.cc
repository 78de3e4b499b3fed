// Links of the documentation: relative ones must lead to a file and, behind '#', to a heading.
#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "lib/base/file.h"
#include "tests/style/style.h"

namespace migrate::style {

namespace {

/// The anchor that a heading gets: lower case, spaces to hyphens, other punctuation dropped.
std::string anchor(const std::string& heading) {
  std::string result;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_') {
      result += static_cast<char>(std::tolower(byte));
    } else if (c == ' ') {
      result += '-';
    }
  }
  return result;
}

/// Calls `prose(line number, line)` for every line outside fenced blocks.
template <typename Prose>
void each_prose_line(const std::string& text, Prose prose) {
  std::istringstream lines(text);
  std::string line;
  bool fenced = false;
  for (int64_t number = 1; std::getline(lines, line); ++number) {
    if (line.rfind("```", 0) == 0) {
      fenced = !fenced;
    } else if (!fenced) {
      prose(number, line);
    }
  }
}

std::set<std::string> anchors(const std::string& text) {
  std::set<std::string> result;
  each_prose_line(text, [&](int64_t, const std::string& line) {
    const size_t level = line.find_first_not_of('#');
    if (level != 0 && level != std::string::npos && line[level] == ' ') {
      result.insert(anchor(line.substr(level + 1)));
    }
  });
  return result;
}

}  // namespace

Findings broken_links(const std::string& root, const Source& page) {
  static const std::regex link(R"(\]\(([^)\s]+)\))");
  const size_t slash = page.path.rfind('/');
  const std::string folder =
      root + "/" + (slash == std::string::npos ? "" : page.path.substr(0, slash + 1));
  Findings result;
  each_prose_line(page.text, [&](int64_t number, const std::string& line) {
    for (std::sregex_iterator it(line.begin(), line.end(), link), last; it != last; ++it) {
      const std::string target = (*it)[1].str();
      if (target.find("://") != std::string::npos) continue;
      const size_t hash = std::min(target.find('#'), target.size());
      const std::string file = target.substr(0, hash);
      const std::string fragment = hash < target.size() ? target.substr(hash + 1) : "";
      const std::string where = page.path + ":" + std::to_string(number) + ": " + target;
      if (!file.empty() && !path_exists(folder + file)) {
        result.push_back(where + ": no such file");
      } else if (!fragment.empty()) {
        const std::string text = file.empty() ? page.text : read_file(folder + file);
        if (!anchors(text).contains(fragment)) result.push_back(where + ": no such heading");
      }
    }
  });
  return result;
}

}  // namespace migrate::style
