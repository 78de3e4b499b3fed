// The programs that come with a server: found on this machine, new enough for it.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace migrate::postgresql {

struct ClientProgram {
  std::string path;     ///< or a name, when PATH has it
  std::string version;  ///< "15.18"
};

/// `name` ("pg_dump") of at least the major version `major`: the one in PATH, else the oldest that
/// is new enough where packages put them. `environment`: the child's. None: there is none.
[[nodiscard]] std::optional<ClientProgram> find_client_program(
    const std::string& name, int major, const std::map<std::string, std::string>& environment);

}  // namespace migrate::postgresql
