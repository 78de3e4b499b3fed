// What forbids running a plan through a proxy that shares its sessions among clients.
#pragma once

#include "lib/db/connection.h"
#include "lib/plan/plan.h"

namespace migrate::workflow {

/// Nothing where the session of `connection` is ours alone. Else throws Error{usage} with one
/// finding for each script of `plan` that may change the session, or relies on it, and then goes on
/// in another transaction: there it would find another session, or another client would find ours.
void demand_no_session_state(const plan::Plan& plan, const db::Connection& connection);

}  // namespace migrate::workflow
