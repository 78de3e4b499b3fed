// Who and where we are, as the event log records it; and other programs.
#pragma once

#include <atomic>
#include <map>
#include <string>
#include <vector>

namespace migrate {

/// Login name of the effective user; its number when it has no name.
[[nodiscard]] std::string user_name();
[[nodiscard]] std::string host_name();
[[nodiscard]] int process_id();
/// Commit that HEAD of the git checkout around `directory` stands at; empty outside a checkout.
/// Reads .git itself (HEAD, loose and packed references): no child process.
[[nodiscard]] std::string git_commit(const std::string& directory);

/// Runs `program`, looked up in PATH, with our streams and with `environment` (values by name), and
/// waits for its end. The keyboard's signals are for it alone meanwhile. Returns its exit code; 128
/// + N when signal N ended it. Throws Error{failed} when it can't be started.
[[nodiscard]] int run_process(const std::string& program, const std::vector<std::string>& arguments,
                              const std::map<std::string, std::string>& environment);

/// Becomes the program `words[0]`, looked up in PATH, with the arguments behind it, our streams and
/// our environment; signals do to it what they do by default. Throws Error{failed} when it can't be
/// started.
[[noreturn]] void become_process(std::vector<std::string> words);

/// What a program printed, and how it ended (as run_process() says it).
struct Captured {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// The same with nothing on its stdin, and its output kept in place of our streams. The keyboard's
/// signals reach both.
[[nodiscard]] Captured capture_process(const std::string& program,
                                       const std::vector<std::string>& arguments,
                                       const std::map<std::string, std::string>& environment);

/// The same for what may take long: the program runs in a process group of its own, so that the
/// keyboard's signals are for us alone, and once `*stop` is not 0 that group gets a SIGTERM.
/// Returns in any case when its output has ended; a null `stop` never asks.
[[nodiscard]] Captured capture_until(const std::atomic<int>* stop, const std::string& program,
                                     const std::vector<std::string>& arguments,
                                     const std::map<std::string, std::string>& environment);

}  // namespace migrate
