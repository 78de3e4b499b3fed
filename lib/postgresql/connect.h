// Opening a connection, and what to do when that fails.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/db/driver.h"
#include "lib/postgresql/handles.h"

namespace migrate::postgresql {

/// Logs in. Throws Error{usage} for a URL that can't be read, Error{unreachable} for everything
/// that the network or the server refuses: it names host, port, user and database, and says what
/// to do. Never holds a password.
[[nodiscard]] Owned<PGconn> open_connection(const db::ConnectOptions& options);

/// The same without a refusal: PQstatus() says how it went, PQdb() which database was meant.
/// `database`: another one than the URL's; empty: that.
[[nodiscard]] Owned<PGconn> try_connection(const db::ConnectOptions& options,
                                           const std::string& database = "");
/// The same with libpq parameters (keyword, value) that win over the URL's; empty values don't
/// count.
using Parameters = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Owned<PGconn> try_connection(const db::ConnectOptions& options,
                                           const Parameters& instead);
/// Throws the Error{unreachable} for a connection that try_connection() could not make.
[[noreturn]] void refuse_connection(PGconn* connection);

}  // namespace migrate::postgresql
