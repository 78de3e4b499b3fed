// Findings about a place in a script.
#pragma once

#include <string>

#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"

namespace migrate::sql {

/// An error at `offset` of `source`, whose line and column there are `position`: with file, source
/// line, what is wrong and what to do.
[[nodiscard]] Diagnostic problem_at(const SourceText& source, uint64_t offset, Position position,
                                    std::string code, std::string message, std::string hint);

}  // namespace migrate::sql
