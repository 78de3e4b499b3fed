// A program that runs beside a test.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>
#include <vector>

#include "tests/support/child.h"

namespace migrate::test {

class Process {
 public:
  struct Options {
    RunAs who = RunAs::self;
    /// stdout and stderr go there, truncated at the start; empty: nowhere.
    std::string output;
    /// Added to the environment: "NAME=value".
    std::vector<std::string> environment;
    /// What the kernel sends it when the test process ends, however that ends.
    int at_our_end = SIGKILL;
  };

  /// Starts `arguments` (the program by its path or PATH). Throws std::runtime_error when it can't
  /// fork; a program that can't be executed exits with 127.
  Process(const std::vector<std::string>& arguments, const Options& options);
  /// Kills it when it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&& other) noexcept;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running();
  /// No-op once it has ended.
  void signal(int number);
  /// Waits for its end; its exit code, or 128 + the signal that ended it.
  int wait();

 private:
  pid_t pid_ = -1;
  int exit_code_ = -1;  ///< -1: not waited for yet
};

}  // namespace migrate::test
