// The texts of --help and --version.
#pragma once

#include <string>

#include "cmd/migrate/command.h"

namespace migrate::cmd {

/// "migrate revision [OPTIONS] [TARGET]".
[[nodiscard]] std::string usage_line(const Command& command);
/// The list of commands and the global options.
[[nodiscard]] std::string program_help();
/// Usage, description, options and an example of one command.
[[nodiscard]] std::string command_help(const Command& command);
/// The program's version, then a line for each library's.
[[nodiscard]] std::string version_text();

}  // namespace migrate::cmd
