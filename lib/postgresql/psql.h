// psql as the reader of a script; see db::Shell for the contract and sql/postgresql/offline/ for
// what it is told.
#pragma once

#include <memory>
#include <string>

#include "lib/db/shell.h"

namespace migrate::db {
struct ConnectOptions;
}

namespace migrate::postgresql {

[[nodiscard]] std::unique_ptr<db::Shell> make_psql(const db::ConnectOptions& options,
                                                   const std::string& schema);

}  // namespace migrate::postgresql
