// The text of a script as it runs and as it is kept: with its includes in place.
#pragma once

#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"
#include "lib/revision/revision.h"
#include "lib/sql/dialect.h"

namespace migrate::plan {

/// The script's source with what `\i`, `\ir` and `\copy … from` name in its place; the same source
/// when it has none of them. Findings (a file that is missing or outside the project) are appended.
[[nodiscard]] SourceText script_text(const revision::ScriptFile& script,
                                     const sql::Dialect& dialect,
                                     std::vector<Diagnostic>& problems);

}  // namespace migrate::plan
