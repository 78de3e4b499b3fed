// Steps made from rows of the history: the way down, and half-run scripts.
#pragma once

#include "lib/plan/plan.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// The step that undoes `row`: by its down file, or by the text stored when it was applied. Throws
/// Error{failed} when there is neither.
[[nodiscard]] plan::Step downgrade_step(Database& database, const revision::RevisionGraph& graph,
                                        const revision::AppliedRevision& row);

/// The step that `row`, a half-run one, is in the middle of; `resume` is set. Throws Error{usage}
/// when its file is not here.
[[nodiscard]] plan::Step half_run_step(Database& database, const revision::RevisionGraph& graph,
                                       const revision::AppliedRevision& row);

/// The text that `row` was running when it stopped, where it is kept.
[[nodiscard]] std::optional<std::string> stored_script(Database& database,
                                                       const revision::AppliedRevision& row);

}  // namespace migrate::workflow
