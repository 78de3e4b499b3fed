// The comments `-- renamed-from: old_name` of schema files.
#pragma once

#include <vector>

#include "lib/base/source_text.h"
#include "lib/schema/rename.h"
#include "lib/sql/dialect.h"

namespace migrate::workflow {

/// All of them, with what follows each: the object that the next statement makes, or the column,
/// constraint, attribute or enum value of the next line in its list. Each stands on a line of its
/// own. Throws Error{failed} with the place of each comment that nothing follows, or whose name or
/// object can't be told.
[[nodiscard]] std::vector<schema::RenameComment> read_rename_comments(
    const std::vector<SourceText>& files, const sql::Dialect& dialect);

}  // namespace migrate::workflow
