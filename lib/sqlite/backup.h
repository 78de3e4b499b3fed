// Backups by SQLite's online backup API; see db::Archiver for the contract.
#pragma once

#include <memory>
#include <string>

#include "lib/db/backup.h"

namespace migrate::sqlite {

[[nodiscard]] std::unique_ptr<db::Archiver> make_archiver();

/// Which database the connection is to: the file's absolute path, links resolved.
[[nodiscard]] std::string place_of(const db::Connection& connection);

}  // namespace migrate::sqlite
