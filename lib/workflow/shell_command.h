// Commands that the configuration has, run by the shell.
#pragma once

#include <atomic>
#include <map>
#include <string>

namespace migrate::workflow {

/// Runs `command` by /bin/sh in `directory`, with `environment` (values by name) and nothing on its
/// stdin; a SIGTERM ends it once `*stop` is not 0. `name`: what messages call it. Throws
/// Error{failed} with what it printed where its exit code is not 0.
void run_shell_command(const std::string& name, const std::string& command,
                       const std::string& directory,
                       const std::map<std::string, std::string>& environment,
                       const std::atomic<int>* stop);

}  // namespace migrate::workflow
