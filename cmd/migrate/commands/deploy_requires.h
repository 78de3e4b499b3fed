// `requires`: what a deploy applies must have been applied in another environment before.
#pragma once

#include "cmd/migrate/context.h"
#include "lib/plan/plan.h"

namespace migrate::cmd {

inline constexpr OptionSpec kRequireReportOption = {
    "--require-report", 0, "FILE",
    "what `requires` names, as its 'migrate history --stored --json' wrote it"};

/// Where the configuration says `requires`: reads the history of that environment from the report,
/// else from its database, and throws Error{check} unless every script that `plan` runs was applied
/// there, byte for byte. Throws Error{usage} where neither is to be had. True where it looked.
bool demand_applied_elsewhere(Context& context, const plan::Plan& plan);

}  // namespace migrate::cmd
