// What forbids running a whole plan in one transaction (`--single-transaction`).
#pragma once

#include "lib/db/connection.h"
#include "lib/plan/plan.h"
#include "lib/sql/dialect.h"

namespace migrate::workflow {

/// Throws Error{usage} with one finding for each statement, or script, of `plan` that can't share a
/// transaction with the others on `connection`: one that runs outside any, or ends its own, and on
/// an engine that resets a session only as a whole one that leaves its traces in it.
void demand_one_transaction(const plan::Plan& plan, const db::Connection& connection,
                            const sql::Dialect& dialect);

}  // namespace migrate::workflow
