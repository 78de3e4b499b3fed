// The second connection that sees what the first one waits for.
#pragma once

#include <memory>

#include "lib/db/driver.h"

namespace migrate::postgresql {

/// A watcher of `connection`'s session, on the same server; null when the session is not one of
/// this room. Connects when first asked; needs `connection` only now.
[[nodiscard]] std::unique_ptr<db::Watcher> make_watcher(const db::Connection& connection,
                                                        const db::ConnectOptions& options);

}  // namespace migrate::postgresql
