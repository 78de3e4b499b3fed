// Plans as commands print them: `plan`, and `upgrade --dry-run`.
#pragma once

#include "cmd/migrate/context.h"
#include "lib/plan/plan.h"

namespace migrate::cmd {

/// Prints `plan` with its digest as text or JSON, and its warnings beside it. Precondition: the
/// database is open.
void print_plan(Context& context, const plan::Plan& plan);

/// Shows findings that stop nothing, beside the result.
void show_warnings(Context& context, const std::vector<Diagnostic>& warnings);

}  // namespace migrate::cmd
