// The sqlite3 shell as the reader of a script; see db::Shell for the contract and
// sql/sqlite/offline/ for what it is told.
#pragma once

#include <memory>

#include "lib/db/driver.h"

namespace migrate::sqlite {

[[nodiscard]] std::unique_ptr<db::Shell> make_sqlite_shell(const db::ConnectOptions& options);

}  // namespace migrate::sqlite
