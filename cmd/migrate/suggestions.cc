#include "cmd/migrate/suggestions.h"

#include <algorithm>
#include <string_view>

#include "cmd/migrate/command.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

struct ForeignWord {
  std::string_view word;
  std::string_view ours;
};

/// Words of Alembic, Flyway, dbmate, goose, golang-migrate, Liquibase, sqitch, Rails, Django,
/// Atlas.
constexpr ForeignWord kForeignWords[] = {
    {"up", "migrate upgrade"},
    {"migrate", "migrate upgrade"},
    {"apply", "migrate upgrade"},
    {"update", "migrate upgrade"},
    {"run", "migrate upgrade"},
    {"db:migrate", "migrate upgrade"},
    {"up-to", "migrate upgrade REV"},
    {"goto", "migrate upgrade REV, or migrate downgrade REV"},
    {"down", "migrate downgrade"},
    {"rollback", "migrate downgrade"},
    {"revert", "migrate downgrade"},
    {"undo", "migrate downgrade"},
    {"db:rollback", "migrate downgrade"},
    {"down-to", "migrate downgrade REV"},
    {"drop", "migrate downgrade base"},
    {"new", "migrate revision -m MESSAGE"},
    {"create", "migrate revision -m MESSAGE"},
    {"add", "migrate revision -m MESSAGE"},
    {"generate", "migrate revision -m MESSAGE"},
    {"makemigrations", "migrate revision -m MESSAGE"},
    {"info", "migrate status"},
    {"pending", "migrate plan"},
    {"dry-run", "migrate plan"},
    {"list", "migrate history"},
    {"log", "migrate history"},
    {"version", "migrate current, or migrate --version for the program's"},
    {"baseline", "migrate stamp REV, or migrate revision --from-schema FILE for a first revision"},
    {"force", "migrate stamp REV"},
    {"fake", "migrate stamp REV"},
    {"repair",
     "migrate validate --accept REV for changed files, migrate resolve REV for a half-run "
     "revision"},
};

/// The one name that begins with `word`, or the nearest one; empty: none.
std::string meant(const std::string& word, const std::vector<std::string>& names) {
  std::string begins;
  size_t matches = 0;
  for (const std::string& name : names) {
    if (word.size() < 3 || !name.starts_with(word)) continue;
    begins = name;
    ++matches;
  }
  if (matches == 1) return begins;
  return nearest(word, names).value_or("");
}

}  // namespace

Error unknown_command(const std::string& word) {
  for (const ForeignWord& foreign : kForeignWords) {
    if (foreign.word == word) {
      return {ErrorCode::usage, "'" + word + "' is no command here",
              "the command is: " + std::string(foreign.ours)};
    }
  }
  std::vector<std::string> names;
  for (const Command* command : commands()) names.emplace_back(command->name);
  const std::string near = meant(word, names);
  return {ErrorCode::usage, "unknown command '" + word + "'",
          near.empty() ? "'migrate --help' lists the commands" : "did you mean '" + near + "'?"};
}

Error unknown_option(const std::string& option, const std::string& command,
                     const std::vector<std::string>& known) {
  const std::string name = option.substr(0, option.find('='));
  const std::string near = meant(name, known);
  const std::string owner = command.empty() ? "migrate" : "migrate " + command;
  return {
      ErrorCode::usage, "unknown option '" + name + "'",
      near.empty() ? "'" + owner + " --help' lists the options" : "did you mean '" + near + "'?"};
}

}  // namespace migrate::cmd
