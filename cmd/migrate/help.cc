#include "cmd/migrate/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

/// Where the second column begins.
constexpr size_t kOptionColumn = 26;
constexpr size_t kCommandColumn = 13;
/// Of a terminal that nobody made wider.
constexpr size_t kWidth = 80;

constexpr std::pair<Group, std::string_view> kGroups[] = {
    {Group::authoring, "Writing revisions"},
    {Group::looking, "Looking"},
    {Group::applying, "Changing the database"},
    {Group::checking, "Checking"},
};

/// `text` in lines that end before kWidth when they begin at `column`.
std::string wrapped(std::string_view text, size_t column) {
  std::string result;
  size_t at = column;
  for (const std::string& word : split(text, ' ')) {
    const size_t width = display_width(word);
    if (at > column && at + 1 + width > kWidth) {
      result += "\n" + std::string(column, ' ');
      at = column;
    } else if (at > column) {
      result += ' ';
      ++at;
    }
    result += word;
    at += width;
  }
  return result;
}

std::string row(const std::string& left, std::string_view right, size_t column) {
  const std::string start = "  " + left;
  const size_t width = display_width(start);
  const std::string between =
      width + 2 > column ? "\n" + std::string(column, ' ') : std::string(column - width, ' ');
  return start + between + wrapped(right, column) + "\n";
}

std::string option_row(const OptionSpec& spec) {
  std::string left = spec.shorthand != 0 ? fmt::format("-{}, ", spec.shorthand) : "";
  left += spec.name;
  if (!spec.positional() && !spec.value.empty()) left += fmt::format(" {}", spec.value);
  return row(left, spec.help, kOptionColumn);
}

std::string option_rows(const std::vector<OptionSpec>& specs) {
  std::string text;
  for (const OptionSpec& spec : specs) text += option_row(spec);
  return text;
}

std::string indented(std::string_view text) {
  return "  " + replace_all(text, "\n", "\n  ") + "\n";
}

}  // namespace

std::string usage_line(const Command& command) {
  std::string line = fmt::format("migrate {}", command.name);
  const auto positional = [](const OptionSpec& spec) { return spec.positional(); };
  if (!std::all_of(command.options.begin(), command.options.end(), positional)) {
    line += " [OPTIONS]";
  }
  for (const OptionSpec& spec : command.options) {
    if (!spec.positional()) continue;
    const bool required =
        spec.count == OptionSpec::Count::required || spec.count == OptionSpec::Count::at_least_one;
    const std::string name = std::string(spec.name) + (spec.repeatable() ? "…" : "");
    const bool behind = spec.count == OptionSpec::Count::behind;
    line += required ? " " + name : (behind ? " [-- " : " [") + name + "]";
  }
  return line;
}

std::string program_help() {
  std::string text =
      "migrate changes database schemas with plain SQL files.\n\n"
      "Usage: migrate COMMAND [OPTIONS]\n";
  for (const auto& [group, title] : kGroups) {
    std::string rows;
    for (const Command* command : commands()) {
      if (command->group != group) continue;
      rows += row(std::string(command->name), command->summary, kCommandColumn);
    }
    if (!rows.empty()) text += fmt::format("\n{}:\n{}", title, rows);
  }
  text += "\nOptions of every command:\n" + option_rows(global_options());
  text += row("-V, --version", "the versions of the program and its libraries", kOptionColumn);
  return text + "\n'migrate COMMAND --help' shows a command's options and an example.\n";
}

std::string command_help(const Command& command) {
  std::string text = fmt::format("migrate {}: {}\n\nUsage: {}\n\n{}\n", command.name,
                                 command.summary, usage_line(command), command.description);
  if (!command.options.empty()) text += "\nOptions:\n" + option_rows(command.options);
  text += "\nExample:\n" + indented(command.example);
  return text + "\nOptions of every command:\n" + option_rows(global_options());
}

}  // namespace migrate::cmd
