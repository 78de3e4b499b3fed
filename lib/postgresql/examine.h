// What is odd about a PostgreSQL database, for `doctor`.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "lib/base/clock.h"
#include "lib/db/look.h"

namespace migrate::postgresql {

/// As Driver::examine.
[[nodiscard]] std::vector<Diagnostic> examine(db::Connection& connection,
                                              const db::Subject& subject);

/// The finding for a server whose clock is `ahead` of ours (negative: behind); none for a
/// difference that nobody would notice.
[[nodiscard]] std::optional<Diagnostic> clock_finding(Milliseconds ahead);

}  // namespace migrate::postgresql
