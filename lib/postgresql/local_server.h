// A PostgreSQL server of our own on this machine: for scratch databases where no other is to be
// had.
#pragma once

#include <memory>
#include <string>

#include "lib/db/scratch.h"

namespace migrate::postgresql {

/// Starts a server of major version `major` ("15"; empty: the newest that is installed) in a new
/// directory, reachable by a Unix socket in it alone. Gone, with all it holds, when the result is
/// destroyed or this process ends in any way. Started by root it runs as `postgres` or `nobody`.
/// Throws Error{failed} where the version's programs are missing or don't start.
[[nodiscard]] std::unique_ptr<db::TemporaryServer> start_local_server(const std::string& major);

}  // namespace migrate::postgresql
