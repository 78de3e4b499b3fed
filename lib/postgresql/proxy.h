// What stands between us and the server: a connection pooler such as pgbouncer shows itself by
// another process id than the server's own.
#pragma once

#include "lib/db/connection.h"

namespace migrate::postgresql {

/// How the server's sessions are handed out to clients.
enum class Pooling {
  none,          ///< there is no proxy
  sessions,      ///< one server session for as long as a client is connected
  transactions,  ///< another one, perhaps, for each transaction: nothing may be left in it
};

/// The server process that runs `connection`'s next statement. Throws Error.
[[nodiscard]] int backend_pid(db::Connection& connection);

/// How the proxy behind `connection`, idle and outside a transaction, pools; `other` is a second
/// connection by the same way. One that is met in the other's session, or in two sessions, shares
/// them: an unused pool gives everyone the same session, a busy one now this and now that.
[[nodiscard]] Pooling pooling_of(db::Connection& connection, db::Connection& other);

}  // namespace migrate::postgresql
