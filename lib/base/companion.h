// A shell script that runs beside this program and outlives it by a moment.
#pragma once

#include <string>
#include <vector>

namespace migrate {

/// Runs `script` (POSIX sh) with $1, $2, … in a session of its own, so that the keyboard's signals
/// don't reach it. Its stdin holds nothing and ends when this object or the whole process does,
/// even by SIGKILL: what the script does then is done in every case.
class Companion {
 public:
  /// Throws Error{failed} when no shell can be started.
  Companion(const std::string& script, const std::vector<std::string>& arguments);
  /// Ends the script's stdin and waits for the end of the script.
  ~Companion();
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;

  /// The next line that the script prints, without its newline; empty when it ended. Blocks.
  [[nodiscard]] std::string read_line();

 private:
  int pid_ = -1;
  int stdin_ = -1;
  int stdout_ = -1;
};

}  // namespace migrate
