// Backups by pg_dump in its custom format; see db::Archiver for the contract.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/db/backup.h"

namespace migrate::postgresql {

/// Throws Error{failed} where this machine has no pg_dump and pg_restore that are new enough for
/// `server_version`. `environment`: theirs.
[[nodiscard]] std::unique_ptr<db::Archiver> make_archiver(
    const std::string& server_version, const std::map<std::string, std::string>& environment);

/// Which database the connection is to, for people and for telling it from others: host, port,
/// name.
[[nodiscard]] std::string place_of(const db::Connection& connection);

}  // namespace migrate::postgresql
