// The command line, read against the table of commands. The option library stays in options.cc.
#pragma once

#include <string>
#include <vector>

#include "cmd/migrate/arguments.h"
#include "cmd/migrate/command.h"

namespace migrate::cmd {

struct CommandLine {
  enum class Act { run, help, version };
  Act act = Act::run;
  /// The command; null with `help` (the list of commands) and `version`.
  const Command* command = nullptr;
  Arguments arguments;
};

/// `words`: the command line without the program's name. Global options may stand before and after
/// the command. Throws Error{usage} that says what is wrong and, for a word of another tool or a
/// misspelling, which is the right one.
[[nodiscard]] CommandLine parse_command_line(const std::vector<std::string>& words);

}  // namespace migrate::cmd
