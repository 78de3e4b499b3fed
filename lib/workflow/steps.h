// Steps made from rows of the history: the way down, and half-run scripts.
#pragma once

#include "lib/plan/plan.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// Which down script is taken where there are two: the file, or the text stored when the revision
/// was applied, which fits what was applied even when both files were edited since.
enum class DownScript { file, stored };

/// The step that undoes `row`: by the down script that is preferred, or the other one. A stored
/// text that says `irreversible:` is none. Throws Error{failed} when there is neither.
[[nodiscard]] plan::Step downgrade_step(Database& database, const revision::RevisionGraph& graph,
                                        const revision::AppliedRevision& row,
                                        DownScript preferred = DownScript::file);

/// The step that `row`, a half-run one, is in the middle of; `resume` is set. Throws Error{usage}
/// when its file is not here.
[[nodiscard]] plan::Step half_run_step(Database& database, const revision::RevisionGraph& graph,
                                       const revision::AppliedRevision& row);

/// The text that `row` was running when it stopped, where it is kept.
[[nodiscard]] std::optional<std::string> stored_script(Database& database,
                                                       const revision::AppliedRevision& row);

}  // namespace migrate::workflow
