// Sessions that make and drop databases.
#pragma once

#include <memory>
#include <string>

#include "lib/postgresql/connect.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {

/// A session of the login user, with nothing of the configuration: roles and settings may be there
/// for the configured database alone. Precondition: `connection` is one.
[[nodiscard]] std::unique_ptr<PostgresqlConnection> plain_session(
    Owned<PGconn> connection, const db::ConnectOptions& options);

/// Such a session in a database that nearly every server has, but not in `besides`: others are made
/// and dropped from there. Throws Error{unreachable} where none lets us in.
[[nodiscard]] std::unique_ptr<PostgresqlConnection> maintenance_session(
    const db::ConnectOptions& options, const std::string& besides = "");

}  // namespace migrate::postgresql
