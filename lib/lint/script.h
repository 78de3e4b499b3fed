// A script cut into statements for the review gate, with the marks in its comments.
#pragma once

#include <vector>

#include "lib/base/source_text.h"
#include "lib/lint/analyzer.h"
#include "lib/lint/marks.h"
#include "lib/revision/revision.h"
#include "lib/sql/dialect.h"

namespace migrate::lint {

struct ReadScript {
  SourceText source;  ///< with its includes in place
  Script script;
  Marks marks;
  std::vector<Diagnostic> problems;  ///< why it can't run as it stands
};

[[nodiscard]] ReadScript read_script(const revision::ScriptFile& file, const sql::Dialect& dialect);

/// The marks alone, whatever the length of the script.
[[nodiscard]] Marks read_marks(const revision::ScriptFile& file, const sql::Dialect& dialect);

/// `statement` with a name or a literal of the same length where a variable stands: `:name`,
/// `:'name'`, `:"name"`, for the names of `variables`. So that a parser can read it.
[[nodiscard]] std::string without_variables(std::string statement, const sql::Dialect& dialect,
                                            const std::vector<revision::Variable>& variables);

}  // namespace migrate::lint
