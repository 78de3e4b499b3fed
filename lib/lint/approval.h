// Whose consent stands in a script: what the event log keeps of it.
#pragma once

#include <string>

#include "lib/revision/revision.h"
#include "lib/sql/dialect.h"

namespace migrate::lint {

/// "destructive approved by Ann: nobody reads it; backfill ok by Bob": the review tags of `script`
/// that name somebody, in the order of the script, each once. Empty: there are none. Reads the
/// script a second time where the name of a tag is in it.
[[nodiscard]] std::string named_approvals(const revision::ScriptFile& script,
                                          const sql::Dialect& dialect);

}  // namespace migrate::lint
