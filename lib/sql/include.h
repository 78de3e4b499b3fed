// psql's \i, \ir and \copy … FROM 'file': the files' contents put in their place, so that the rest
// of the program sees one script.
#pragma once

#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"
#include "lib/sql/dialect.h"

namespace migrate::sql {

/// `source` with the files in place that it includes; `source` itself when it includes none. An
/// included file's last statement gets its `;`, `\copy t FROM 'f'` becomes COPY … FROM stdin with
/// the file's rows and their `\.`. `\i` and `\copy` look files up from `root`, `\ir` from the
/// directory of the file that it stands in. A file that is missing, outside `root`, or includes
/// itself is a finding in `diagnostics`; the command then stays in the text. Links are followed
/// before that is asked. `within`: a second directory that no included file may be outside of;
/// empty: none. An empty `root` means that the text is complete, and it is returned as it is.
/// Throws Error{failed} when `source` itself can't be read.
[[nodiscard]] SourceText expand_includes(const SourceText& source, const Dialect& dialect,
                                         const std::string& root,
                                         std::vector<Diagnostic>& diagnostics,
                                         const std::string& within = {});

}  // namespace migrate::sql
