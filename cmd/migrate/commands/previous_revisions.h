// The revisions that a change is held against.
#pragma once

#include <memory>

#include "cmd/migrate/context.h"
#include "lib/workflow/previous.h"

namespace migrate::cmd {

/// Those of the git ref of --base, else of origin's default branch. Throws as
/// workflow::PreviousFiles.
[[nodiscard]] std::unique_ptr<workflow::PreviousFiles> previous_revisions(Context& context);

}  // namespace migrate::cmd
