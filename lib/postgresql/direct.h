// What can't travel in pipeline mode: COPY with its data, and the simple protocol.
#pragma once

#include <string>

#include "lib/postgresql/wire.h"

namespace migrate::postgresql {

/// Runs `request` to its end with pipeline mode off: by the simple protocol, with the data of its
/// `copy` where it has one. Precondition: nothing in flight. A broken connection: the outcome is
/// in doubt, and wire.lost().
[[nodiscard]] db::Outcome run_direct(Wire& wire, const db::Request& request);

/// The outcome of a request that was sent when the connection broke.
[[nodiscard]] db::Outcome in_doubt(const std::string& message);
/// Turns a failure that came with the end of the connection into doubt.
void settle_status(const Wire& wire, db::Outcome& outcome);

}  // namespace migrate::postgresql
