// Sessions that make and drop databases.
#pragma once

#include <array>
#include <memory>

#include "lib/postgresql/connect.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {

/// Databases that nearly every server has: to connect to while another one is made or dropped.
inline constexpr std::array kMaintenanceDatabases = {"postgres", "template1"};

/// A session of the login user, with nothing of the configuration: roles and settings may be there
/// for the configured database alone. Precondition: `connection` is one.
[[nodiscard]] std::unique_ptr<PostgresqlConnection> plain_session(
    Owned<PGconn> connection, const db::ConnectOptions& options);

}  // namespace migrate::postgresql
