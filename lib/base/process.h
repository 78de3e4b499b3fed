// Who and where we are, as the event log records it.
#pragma once

#include <string>

namespace migrate {

/// Login name of the effective user; its number when it has no name.
[[nodiscard]] std::string user_name();
[[nodiscard]] std::string host_name();
[[nodiscard]] int process_id();
/// Commit that HEAD of the git checkout around `directory` stands at; empty outside a checkout.
/// Reads .git itself (HEAD, loose and packed references): no child process.
[[nodiscard]] std::string git_commit(const std::string& directory);

}  // namespace migrate
