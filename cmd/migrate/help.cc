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

constexpr std::pair<Group, std::string_view> kGroups[] = {
    {Group::authoring, "Writing revisions"},
    {Group::looking, "Looking"},
    {Group::applying, "Changing the database"},
    {Group::checking, "Checking"},
};

std::string row(const std::string& left, std::string_view right, size_t column) {
  const std::string start = "  " + left;
  const size_t width = display_width(start);
  if (width + 2 > column)
    return start + "\n" + std::string(column, ' ') + std::string(right) + "\n";
  return start + std::string(column - width, ' ') + std::string(right) + "\n";
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
    line += required ? " " + name : " [" + name + "]";
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
