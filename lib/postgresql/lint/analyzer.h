// The review gate's knowledge of PostgreSQL, on the server's own grammar.
#pragma once

#include <memory>

#include "lib/lint/analyzer.h"

namespace migrate::postgresql {

/// Throws Error{failed} where this program was built without the parser.
[[nodiscard]] std::unique_ptr<migrate::lint::Analyzer> make_analyzer();

}  // namespace migrate::postgresql
