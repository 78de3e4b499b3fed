#include "tests/style/style.h"

#include <algorithm>
#include <map>
#include <regex>

#include "lib/base/file.h"

namespace migrate::style {

namespace {

/// Who stands on which floor; see docs/architecture.md. A room may include only lower floors.
const std::map<std::string, int> kFloors = {
    {"lib/base", 0},       {"lib/sql", 1},    {"lib/schema", 1}, {"lib/revision", 2},
    {"lib/plan", 3},       {"lib/lint", 3},   {"lib/db", 4},     {"lib/history", 5},
    {"lib/postgresql", 5}, {"lib/sqlite", 5}, {"lib/run", 6},    {"lib/engines", 6},
    {"lib/workflow", 7},   {"lib/report", 8}, {"cmd/migrate", 9}};

/// Which system header belongs to which files: a prefix of the path. version.cc asks them all.
const std::vector<std::pair<std::string, std::string>> kForeignHeaders = {
    {"libpq-fe.h", "lib/postgresql/"},
    {"sqlite3.h", "lib/sqlite/"},
    {"pg_query.h", "lib/postgresql/lint/parse"},
    {"CLI/", "cmd/migrate/options"},
    {"toml++/", "cmd/migrate/config"},
    {"nlohmann/", "lib/base/json"},
    {"openssl/", "lib/base/hash"}};

/// The files that may name an engine: prefixes of the path.
const std::vector<std::string> kEngineRooms = {"lib/postgresql/", "lib/sqlite/", "lib/sql/dialect",
                                               "lib/engines."};

/// Headers whose functions take a bool as a value, not as a switch: prefixes of the path.
const std::vector<std::string> kBoolValues = {"lib/base/json.h"};  // true and false are JSON

constexpr int64_t kMaxLines = 500;

bool starts_with_any(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return path.rfind(prefix, 0) == 0; });
}

bool in_library(const Source& source) { return source.path.rfind("lib/", 0) == 0; }

bool is_header(const Source& source) {
  return source.path.size() > 2 && source.path.ends_with(".h");
}

/// "lib/sql/lexer.h" → "lib/sql"; "lib/engines.h" → "lib/engines"; empty: in no room.
std::string room_of(const std::string& path) {
  for (const auto& [room, floor] : kFloors) {
    if (path.rfind(room + "/", 0) == 0 || path.rfind(room + ".", 0) == 0) return room;
  }
  return "";
}

/// Calls `found(line, match)` for every match of `pattern`, line by line.
template <typename Found>
void each_match(const std::string& text, const std::regex& pattern, Found found) {
  int64_t line = 1;
  for (size_t begin = 0; begin < text.size(); ++line) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string row = text.substr(begin, end - begin);
    for (std::sregex_iterator it(row.begin(), row.end(), pattern), last; it != last; ++it) {
      found(line, *it);
    }
    begin = end + 1;
  }
}

std::string finding(const Source& source, int64_t line, const std::string& what) {
  return source.path + ":" + std::to_string(line) + ": " + what;
}

Findings forbid(const Source& source, const std::string& text, const std::regex& pattern,
                const std::string& why) {
  Findings result;
  each_match(text, pattern, [&](int64_t line, const std::smatch& match) {
    result.push_back(finding(source, line, match.str() + ": " + why));
  });
  return result;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Where the literal that begins at `at` ends: behind its closing quote.
size_t literal_end(const std::string& text, size_t at) {
  if (text[at] == '"' && at > 0 && text[at - 1] == 'R') {
    const size_t open = text.find('(', at);
    if (open == std::string::npos) return text.size();
    const std::string close = ")" + text.substr(at + 1, open - at - 1) + "\"";
    const size_t end = text.find(close, open);
    return end == std::string::npos ? text.size() : end + close.size();
  }
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at] || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

void blank(std::string& text, size_t begin, size_t end) {
  for (size_t i = begin; i < end && i < text.size(); ++i) {
    if (text[i] != '\n') text[i] = ' ';
  }
}

}  // namespace

std::string without_comments(const std::string& text, Literals literals) {
  std::string result = text;
  size_t i = 0;
  while (i < text.size()) {
    size_t end = i + 1;
    if (text.compare(i, 2, "//") == 0) {
      end = std::min(text.find('\n', i), text.size());
      blank(result, i, end);
    } else if (text.compare(i, 2, "/*") == 0) {
      const size_t close = text.find("*/", i + 2);
      end = close == std::string::npos ? text.size() : close + 2;
      blank(result, i, end);
    } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !is_word(text[i - 1])))) {
      end = literal_end(text, i);
      if (literals == Literals::blank) blank(result, i + 1, end - 1);
    }
    i = end;
  }
  return result;
}

Findings layering(const Source& source) {
  static const std::regex include(R"(^\s*#\s*include\s*"([^"]+)\")");
  const std::string room = room_of(source.path);
  Findings result;
  each_match(source.text, include, [&](int64_t line, const std::smatch& match) {
    const std::string target = match[1].str();
    const std::string other = room_of(target);
    if (room.empty()) {
      if (in_library(source)) result.push_back(finding(source, line, "is in no known room"));
    } else if (other.empty()) {
      result.push_back(finding(source, line, target + " is in no known room"));
    } else if (other != room && kFloors.at(other) >= kFloors.at(room)) {
      result.push_back(finding(source, line, room + " must not know " + other));
    } else if ((other == "lib/postgresql" || other == "lib/sqlite") && other != room &&
               room != "lib/engines") {
      result.push_back(finding(source, line, "only lib/engines.cc includes an engine's room"));
    }
  });
  return result;
}

Findings foreign_headers(const Source& source) {
  static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  Findings result;
  each_match(source.text, include, [&](int64_t line, const std::smatch& match) {
    for (const auto& [header, owner] : kForeignHeaders) {
      if (match[1].str().rfind(header, 0) == 0 &&
          !starts_with_any(source.path, {owner, "cmd/migrate/version.cc"})) {
        result.push_back(finding(source, line, match[1].str() + " belongs to " + owner));
      }
    }
  });
  return result;
}

Findings engine_names(const Source& source) {
  static const std::regex name("postgres|sqlite|libpq", std::regex::icase);
  if (!in_library(source) || starts_with_any(source.path, kEngineRooms)) return {};
  // A result code in a string is a value, as a SQLSTATE is.
  static const std::regex result_code("\"SQLITE_[A-Z_]+\"");
  const std::string code = without_comments(source.text, Literals::keep);
  return forbid(source, std::regex_replace(code, result_code, "\"\""), name,
                "an engine is named outside its room");
}

Findings side_effects(const Source& source) {
  static const std::regex act(
      R"(\b(std::cout|std::cerr|std::clog|printf|fprintf|puts|fputs|fmt::print|getenv|setenv|environ|exit|_exit|quick_exit|abort)\b)");
  if (!in_library(source)) return {};
  return forbid(source, without_comments(source.text, Literals::blank), act,
                "the library does not print, read the environment or exit");
}

Findings length(const Source& source) {
  const auto lines = std::count(source.text.begin(), source.text.end(), '\n');
  if (lines <= kMaxLines) return {};
  return {finding(source, lines, std::to_string(lines) + " lines: it has two subjects")};
}

Findings bool_parameters(const Source& source) {
  static const std::regex parameter(R"([(,]\s*(const\s+)?bool(\s+\w+)?\s*[,)=])");
  if (!in_library(source) || !is_header(source)) return {};
  if (starts_with_any(source.path, kBoolValues)) return {};
  return forbid(source, without_comments(source.text, Literals::blank), parameter,
                "a bool parameter: use an enum class");
}

Findings include_guard(const Source& source) {
  if (!is_header(source) || source.text.find("#pragma once\n") != std::string::npos) return {};
  return {finding(source, 1, "has no #pragma once")};
}

std::vector<Source> sources(const std::string& root) {
  std::vector<Source> result;
  for (const char* top : {"/cmd", "/lib", "/tests"}) {
    for (const std::string& path : list_files(root + top)) {
      if (path.ends_with(".h") || path.ends_with(".cc")) {
        result.push_back({path.substr(root.size() + 1), read_file(path)});
      }
    }
  }
  return result;
}

}  // namespace migrate::style
