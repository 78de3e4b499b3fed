#include "cmd/migrate/environment.h"

#include <unistd.h>

#include <string_view>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  return text.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string_view without_quotes(std::string_view value) {
  const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                      (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

Environment Environment::of_process() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

std::optional<std::string> Environment::get(const std::string& name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::map<std::string, std::string> Environment::with_prefix(const std::string& prefix) const {
  std::map<std::string, std::string> found;
  for (auto at = variables_.lower_bound(prefix);
       at != variables_.end() && at->first.starts_with(prefix); ++at) {
    found.emplace(at->first.substr(prefix.size()), at->second);
  }
  return found;
}

void Environment::add_file(const std::string& path) {
  if (!path_exists(path)) {
    throw Error(ErrorCode::usage, "the file " + path + " of --env-file does not exist");
  }
  const std::string text = without_carriage_returns(read_file(path));
  int64_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::string_view assignment = line;
    if (assignment.starts_with("export ")) assignment = trim(assignment.substr(7));
    const size_t equals = assignment.find('=');
    const std::string_view name = trim(assignment.substr(0, equals));
    if (equals == std::string_view::npos || !is_name(name)) {
      Diagnostic diagnostic;
      diagnostic.message = "not a NAME=value line";
      diagnostic.location = {path, {number, 1}};
      throw Error(ErrorCode::usage, std::move(diagnostic));
    }
    const std::string_view value = without_quotes(trim(assignment.substr(equals + 1)));
    if (!get(std::string(name))) variables_[std::string(name)] = value;
  }
}

}  // namespace migrate::cmd
