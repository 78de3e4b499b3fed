// What to say about a word that is no command.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"

namespace migrate::cmd {

/// The error for `word` in a command's place: our word for another tool's, or the nearest command.
[[nodiscard]] Error unknown_command(const std::string& word);
/// The error for `option`, which `command` (may be empty) does not take; `known` are the names that
/// it takes.
[[nodiscard]] Error unknown_option(const std::string& option, const std::string& command,
                                   const std::vector<std::string>& known);

}  // namespace migrate::cmd
