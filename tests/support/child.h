// Child processes of tests.
#pragma once

#include <string>
#include <vector>

namespace migrate::test {

struct ChildResult {
  int exit_code = -1;  ///< -1: could not run, or killed by a signal
  std::string output;  ///< stdout and stderr together
};

/// Who a child runs as.
enum class RunAs { self, unprivileged };

/// Runs `arguments` (the program by its path or PATH) to its end, `input` on its stdin.
[[nodiscard]] ChildResult run_child(const std::vector<std::string>& arguments,
                                    RunAs who = RunAs::self, const std::string& input = "");

/// In a child between fork and exec: gives up root for an unprivileged user; no-op for others.
void drop_privileges();
/// Gives `path` to the user that drop_privileges() turns into; no-op when not root.
void give_to_unprivileged(const std::string& path);

}  // namespace migrate::test
