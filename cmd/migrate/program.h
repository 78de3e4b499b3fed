// The program behind main(): from words to an exit code.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "cmd/migrate/environment.h"
#include "cmd/migrate/exit_code.h"
#include "cmd/migrate/terminal.h"

namespace migrate::cmd {

/// Parses `words` (without the program's name), runs the command, and shows its failure. Never
/// throws. `interrupted`: the signal that asks to stop, 0 while there is none.
[[nodiscard]] ExitCode run_program(const std::vector<std::string>& words,
                                   const Environment& environment, Terminal& terminal,
                                   const std::atomic<int>& interrupted);

}  // namespace migrate::cmd
