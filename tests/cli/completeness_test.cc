// Every command and every option that --help shows is used by a scenario or in the documentation,
// which the tests run.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/support/child.h"

namespace migrate::cli {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
/// Stands for the program without a command, and for the options of every command.
const std::string kAll;

std::string help_of(const std::string& command) {
  std::vector<std::string> words = {MIGRATE_BINARY_DIR "/migrate"};
  if (!command.empty()) words.push_back(command);
  words.emplace_back("--help");
  const test::ChildResult result = test::run_child(words);
  EXPECT_EQ(result.exit_code, 0) << result.output;
  return result.output;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The first words of the rows below `heading`, up to a blank line; "-m, --message" is one word.
std::vector<std::string> rows_below(const std::string& help, const std::string& heading) {
  std::vector<std::string> rows;
  bool below = false;
  for (const std::string& line : lines_of(help)) {
    if (line == heading) {
      below = true;
    } else if (line.empty()) {
      below = false;
    } else if (below && line.starts_with("  ") && line[2] != ' ') {
      const size_t end = line.find(' ', line.find(", ") == 4 ? 6 : 2);
      rows.push_back(line.substr(2, end == std::string::npos ? end : end - 2));
    }
  }
  return rows;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  const std::string help = help_of("");
  for (const std::string& line : lines_of(help)) {
    if (!line.ends_with(":") || line.starts_with("Options")) continue;
    for (std::string& name : rows_below(help, line)) names.push_back(std::move(name));
  }
  return names;
}

/// Everything that a shell is given: "@run …" of scenarios, "$ …" of the documentation.
std::vector<std::string> command_lines() {
  std::vector<std::string> result;
  for (const auto& [directory, mark] :
       {std::pair("/tests/cli/scenarios", "@run "), std::pair("/docs", "$ ")}) {
    for (const std::string& path : list_files(kRoot + directory)) {
      for (const std::string& line : lines_of(read_file(path))) {
        if (line.starts_with(mark)) result.push_back(line.substr(std::string(mark).size()));
      }
    }
  }
  for (const std::string& line : lines_of(read_file(kRoot + "/README.md"))) {
    if (line.starts_with("$ ")) result.push_back(line.substr(2));
  }
  return result;
}

/// For each command, the options that stand with it somewhere; kAll: those with any command.
class Uses {
 public:
  explicit Uses(const std::vector<std::string>& commands)
      : commands_(commands.begin(), commands.end()) {
    for (const std::string& line : command_lines()) {
      for (const std::string& word : split(replace_all(line, "\"", " "), ' ')) read(word);
      end();
    }
  }

  [[nodiscard]] bool has(const std::string& command) const { return options_.contains(command); }
  /// `row`: "--message", or "-m, --message".
  [[nodiscard]] bool has(const std::string& command, const std::string& row) const {
    const auto found = options_.find(command);
    if (found == options_.end()) return false;
    for (const std::string& name : split(row, ',')) {
      if (found->second.contains(name)) return true;
    }
    return false;
  }

 private:
  void read(std::string word) {
    while (!word.empty() && std::string("'();{}").find(word.front()) != std::string::npos) {
      word.erase(0, 1);
    }
    const bool ends = word == "|" || word == "&&" || word == "||" || word.ends_with(";");
    if (word == "migrate" || word.ends_with("/migrate")) {
      end();
      program_ = true;
    } else if (program_ && word.starts_with('-')) {
      seen_.insert(word.substr(0, word.find('=')));
    } else if (program_ && command_.empty() && commands_.contains(word)) {
      command_ = word;
    }
    if (ends) end();
  }

  void end() {
    if (program_) options_[kAll].insert(seen_.begin(), seen_.end());
    if (!command_.empty()) options_[command_].insert(seen_.begin(), seen_.end());
    program_ = false;
    command_.clear();
    seen_.clear();
  }

  std::set<std::string> commands_;
  std::map<std::string, std::set<std::string>> options_;
  bool program_ = false;
  std::string command_;
  std::set<std::string> seen_;
};

TEST(Help, ShowsNothingThatNoTestUses) {
  const std::vector<std::string> commands = command_names();
  ASSERT_GT(commands.size(), 15U);
  const Uses uses(commands);
  std::string missing;
  for (const std::string& command : commands) {
    if (!uses.has(command)) missing += "\n  migrate " + command;
    for (const std::string& row : rows_below(help_of(command), "Options:")) {
      if (!row.starts_with('-') || uses.has(command, row)) continue;
      missing += "\n  migrate " + command + " " + row;
    }
  }
  const std::vector<std::string> global = rows_below(help_of(""), "Options of every command:");
  ASSERT_GT(global.size(), 10U);
  for (const std::string& row : global) {
    if (!uses.has(kAll, row)) missing += "\n  migrate " + row;
  }
  EXPECT_EQ(missing, "") << "no scenario and no page of the documentation uses these";
}

}  // namespace
}  // namespace migrate::cli
